"""Starting the whole house on one machine: database, model, processes. It sits beside the command line."""
