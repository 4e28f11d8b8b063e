"""What the report calls things, in French."""

MEASURES = {
    "accuracy": "Intention juste",
    "precision": "Précision",
    "top_3": "Juste parmi les 3 premières",
    "handled": "Traité (dans le sujet)",
    "acted": "Agit (dans le sujet)",
    "wrong_action": "Agit à tort (dans le sujet)",
    "asked": "Demande (dans le sujet)",
    "false_refusal": "Refuse à tort (dans le sujet)",
    "out_of_scope_recall": "Hors sujet refusé",
    "out_of_scope_asked": "Hors sujet : demande",
    "out_of_scope_accepted": "Hors sujet : agit",
    "macro_f1": "F1 moyenne des intentions",
    "in_scope_accuracy": "Intention juste (dans le sujet)",
    "cv_accuracy": "Validation croisée : intention juste",
    "worst_style_accuracy": "Style le moins bien compris : intention juste",
}

OUTCOMES = {"act": "agit", "ask": "demande", "refuse": "refuse"}

SUMMED_UP = (
    "accuracy",
    "macro_f1",
    "top_3",
    "in_scope_accuracy",
    "handled",
    "wrong_action",
    "asked",
    "false_refusal",
    "out_of_scope_recall",
    "out_of_scope_accepted",
)
PART = ("accuracy", "top_3", "handled", "wrong_action", "asked", "false_refusal")
OUTSIDE = ("out_of_scope_recall", "out_of_scope_asked", "out_of_scope_accepted")
