"""What stands between the network and the routes: limits, headers, rates. channels/web/app.py puts them in order."""
