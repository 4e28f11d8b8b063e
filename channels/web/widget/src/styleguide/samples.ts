// Every kind of message and every state, for the page `/styles`. The people and addresses are fictional.
import type { Message } from "../model/messages.ts";
import { type Pending, START, type State } from "../model/state.ts";

const AT = "2026-11-22T09:30:00+01:00";
let seq = 0;

function message(author: Message["author"], text: string, more: Partial<Message> = {}): Message {
  const said = { seq: ++seq, at: AT, author, speaker: null, step: null, text };
  return { ...said, buttons: [], files: [], links: [], source: null, opinion: null, sign_in: null, ...more };
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
const STEP = message("assistant", "À qui souhaitez-vous déléguer votre BAL\u00a0?", {
  step: { n: 2, total: 7 },
  buttons: buttons("À ma secrétaire", "À mon remplaçant"),
});
const LINKS = message("assistant", "Pour aller plus loin\u00a0:", {
  links: [
    { title: "MSSanté sur esante.gouv.fr", url: "https://esante.gouv.fr/strategie-nationale/mssante/" },
    { title: "Écrire au service client MSSanté", url: "mailto:monserviceclient.mssante@esante.gouv.fr" },
  ],
});
const OFFER = message("assistant", "Pour agir en votre nom, j’ai besoin de savoir qui vous êtes.", {
  sign_in: "Se connecter avec Pro Santé Connect",
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
        picture: null,
      },
      {
        name: "rappel.ics",
        title: "Rappel de fin de délégation",
        media_type: "text/calendar; charset=utf-8",
        size: 812,
        url: "/nowhere/2",
        picture: null,
      },
    ],
  },
);
const PICTURE = message("assistant", "Voici de quoi faire connaître votre adresse.", {
  files: [
    {
      name: "qr-mssante.png",
      title: "QR code de votre contact",
      media_type: "image/png",
      size: 2_140,
      url: "/nowhere/3",
      picture: {
        width: 264,
        height: 264,
        table: [
          { label: "Nom", value: "Camille Essai" },
          { label: "Structure", value: "Cabinet des Lilas, Lyon" },
          { label: "Adresse MSSanté", value: "camille.essai@medecin.exemple.fr" },
        ],
      },
    },
  ],
});
const SYSTEM = message("system", "Une personne du support rejoint la conversation.");
const NOBODY = message("agent", "Bonjour, je prends connaissance de votre demande.");
const AGENT = message("agent", "Bonjour, je reprends votre demande. Quel est votre opérateur\u00a0?", { speaker: "Camille" });
const ANSWER = message("practitioner", "Je ne sais pas, comment le trouver\u00a0?");

function state(messages: readonly Message[], more: Partial<State> = {}): State {
  return { ...START, link: "live", messages, ...more };
}

export const STATES: Readonly<Record<string, State>> = {
  "Accueil, et ses réponses proposées": state([WELCOME]),
  "Attente d’une réponse": state([WELCOME, QUESTION], { typing: true }),
  "Source, adresses à copier": state([QUESTION, ADDRESSES]),
  "Étape d’une démarche": state([STEP]),
  "Avis sur une réponse, horaires du support": state(
    [
      { ...ADDRESSES, seq: ++seq, opinion: { helpful: true, reason: null } },
      { ...ADDRESSES, seq: ++seq, opinion: { helpful: false, reason: "Une de mes BAL manque." } },
    ],
    { support: { open: false, changes_at: "2026-11-23T09:00:00+01:00" } },
  ),
  Liens: state([LINKS]),
  "Se connecter": state([OFFER]),
  Fichiers: state([FILES]),
  "Image, et ce qu’elle montre": state([PICTURE]),
  "Une personne du support": state([SYSTEM, AGENT, ANSWER], { handledBy: "agent", speaker: "Camille" }),
  "Une personne du support, sans nom": state([NOBODY], { handledBy: "agent" }),
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
