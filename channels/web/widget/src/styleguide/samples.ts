// Every kind of message and every state, for the page `/styles`. The people and addresses are fictional.
import type { Message } from "../model/messages.ts";
import { type Pending, START, type State } from "../model/state.ts";

const AT = "2026-11-22T09:30:00+01:00";
let seq = 0;

function message(author: Message["author"], text: string, more: Partial<Message> = {}): Message {
  return { seq: ++seq, at: AT, author, text, buttons: [], files: [], links: [], source: null, ...more };
}

function buttons(...titles: readonly string[]): Message["buttons"] {
  return titles.map((title, index) => ({ id: `sample-${index}`, title }));
}

function pending(status: Pending["status"], shown: string, reason = ""): Pending {
  return { key: `${status}${shown}`, said: { text: shown }, shown, status, seq: 0, reason };
}

const WELCOME = message(
  "assistant",
  "Bonjour, je suis Balise, un assistant automatique. Je vous aide à tenir vos boîtes aux lettres MSSanté (BAL) en ordre.\n" +
    "Ne saisissez aucune donnée de patient ici\u00a0: ni nom, ni numéro de sécurité sociale, ni résultat.\nQue souhaitez-vous faire\u00a0?",
  {
    buttons: buttons(
      "Ma BAL est pleine",
      "Identifier mes BAL",
      "Dépublier une BAL",
      "Déléguer ma BAL",
      "Parler à une personne",
    ),
  },
);
const QUESTION = message("practitioner", "Ma BAL est pleine");
const ADDRESSES = message(
  "assistant",
  "Voici vos BAL publiées\u00a0:\n1. camille.essai@medecin.exemple.fr – BAL personnelle\n2. cabinet.essai@structure.exemple.fr – BAL organisationnelle",
  { source: "Fiche «\u00a0Identifier ses BAL\u00a0»", buttons: buttons("La première", "La deuxième", "Aucune des deux") },
);
const STEP = message("assistant", "Étape 2 sur 4\u00a0: à qui souhaitez-vous déléguer votre BAL\u00a0?", {
  buttons: buttons("À ma secrétaire", "À mon remplaçant"),
});
const LINKS = message("assistant", "Pour aller plus loin, ou pour vous connecter\u00a0:", {
  links: [
    { title: "MSSanté sur esante.gouv.fr", url: "https://esante.gouv.fr/strategie-nationale/mssante/" },
    { title: "Écrire au service client MSSanté", url: "mailto:monserviceclient.mssante@esante.gouv.fr" },
    { title: "Se connecter avec Pro Santé Connect", url: `${location.origin}/auth/login?ticket=exemple` },
  ],
});
const FILES = message(
  "assistant",
  "Votre demande BAL-2026-0042 est envoyée. En voici le récépissé, et un rappel pour votre agenda.",
  {
    files: [
      {
        name: "recepisse.pdf",
        title: "Récépissé de la demande",
        media_type: "application/pdf",
        size: 34_120,
        url: "/nowhere/1",
      },
      {
        name: "rappel.ics",
        title: "Rappel de fin de délégation",
        media_type: "text/calendar; charset=utf-8",
        size: 812,
        url: "/nowhere/2",
      },
    ],
  },
);
const AGENT = message(
  "agent",
  "Bonjour, je suis du support MSSanté et je reprends votre demande. Quel est votre opérateur\u00a0?",
);
const SYSTEM = message("system", "Une personne du support rejoint la conversation.");
const ANSWER = message("practitioner", "Je ne sais pas, comment le trouver\u00a0?");

function state(messages: readonly Message[], more: Partial<State> = {}): State {
  return { ...START, link: "live", messages, ...more };
}

export const STATES: Readonly<Record<string, State>> = {
  "Accueil, et ses réponses proposées": state([WELCOME]),
  "Attente d’une réponse": state([WELCOME, QUESTION], { typing: true }),
  "Source, adresses à copier": state([QUESTION, ADDRESSES]),
  "Étape d’une démarche": state([STEP]),
  Liens: state([LINKS]),
  Fichiers: state([FILES]),
  "Une personne du support": state([SYSTEM, AGENT, ANSWER], { handledBy: "agent" }),
  "Messages en cours d’envoi, en attente, pas envoyés": state([WELCOME], {
    pending: [
      pending("sending", "Un message qui part"),
      pending("queued", "Un message qui attend son tour"),
      pending("failed", "Un message refusé", "Votre message est trop long\u00a0: 2\u00a0000\u00a0caractères au plus."),
    ],
  }),
  "Connexion perdue": state([WELCOME], { link: "lost" }),
  "Balise ne répond pas": state([], { link: "refused" }),
  "Conversation supprimée": state([WELCOME, QUESTION], { link: "gone" }),
  "Données effacées": state([], { link: "erased" }),
};
