"""Words that tell the name of a person from other words."""

from __future__ import annotations

GIVEN = frozenset(
    """
    adele adrien agathe agnes ahmed aicha alain alexandra alexandre alexia alexis alice alicia aline alix amandine amelie
    amina anais andre andrea angele angelique anne annick annie antoine antonin arlette armand arnaud arthur astrid aurelie
    aurelien aurore axel axelle baptiste barbara bastien beatrice benedicte benjamin benoit bernadette bernard bertrand
    brigitte bruno camille carine carole caroline catherine cecile cedric celia celine charlene charles charlotte chloe
    christelle christian christiane christine christophe claire clara claude claudine clemence clement colette coralie
    corentin corinne cyril cyrille damien daniel daniele danielle david deborah delphine denis denise diane didier dominique
    dorothee edith edouard eleonore eliane elisa elisabeth elise elodie eloise elsa emeline emile emilie emma emmanuel
    emmanuelle eric estelle esther etienne eva evelyne fabien fabienne fabrice fanny fatima fatou fernand florence florent
    florian franck francis francois francoise frederic frederique gabriel gabrielle gael gaelle genevieve geoffrey georges
    gerald geraldine gerard germain ghislaine gilbert gilles ginette gisele gregory guillaume guy gwenaelle hamid hassan
    helene helena henri herve hubert hugo huguette ibrahim ines ingrid irene isabelle jacqueline jacques jean jeanne
    jeannine jennifer jeremie jeremy jerome jessica joel joelle johan johanna jonathan jordan josephine josette josiane
    judith jules julia julie julien juliette justine karim karima karine kevin khadija laetitia lara laura laure laurence
    laurent lea leila leo leon leonie liliane lionel loic lola louise luc lucas lucie lucien lucienne ludivine ludovic lydia
    lydie madeleine mael magali malika manon manuel marc marcel marcelle margaux margot marguerite maria marianne marie
    marielle marina marine marion marjorie marlene marthe martine mathieu mathilde mathis matthieu maud maurice max maxime
    melanie melissa mehdi michael michel michele micheline mickael mireille mohamed monique morgane mourad muriel mylene
    myriam nadege nadia nadine nathalie nicolas nicole noemie noor nora odette odile olivier oceane ousmane pascal pascale
    patrice patricia patrick paul paule paulette pauline perrine philippe pierre quentin rachel rachid raphael raymond
    raymonde regis remi remy renaud rene renee richard robert roger roland romain romane rosalie sabine sabrina salome samia
    samir samuel sandra sandrine sarah sebastien severine simon simone solange solene sonia sophie stephane stephanie
    suzanne sylvain sylvie tatiana theo therese thibault thibaut thierry thomas tiphaine valentin valentine valerie vanessa
    veronique victor victoria vincent violaine virginie viviane wassim william xavier yann yannick yasmina yasmine yoann
    yohan yolande youssef yves yvette yvon yvonne zoe
    """.split()
)
"""Given names in use in France, without accents."""

NOT_NAMES = frozenset(
    """
    a ai aie aient ait alors appel appelle appelez apres arrive arrivent arrivera as assez au aucun aucune aujourd'hui
    auquel aura aurait aussi autre aux avait avant avec avez avis avoir avons bah beaucoup besoin bien bientot bloque bon
    bonjour bonne bonsoir c'est ca car ce ceci cela celle celui ces cet cette chaque cherche chercher cherchez chez ci comme
    comment commence communique concerne connait consulte contre cordialement coucou d'accord dans de dedans deja delegue
    demain demande demandait demandent demander depose depuis des dessus detient dicte dit dire dispose dites doit doivent
    donc donne donner donnez dont du effectue elle elles emploie en encore ensuite entre envoie est et etait etant ete etes
    etre exerce existe ferme fait font forme fournit garde gere ici il ils impossible indisponible ignore insiste jamais je
    jusque l'a la laisse laquelle le lequel les leur leurs libere lire lit lui m'a m'appelle ma madame mais malade malgre
    mauvais me medical medicale meme merci mes mettre mienne mieux moi moins mon monsieur n'a n'arrive n'est ne ni nommee
    non nos notre nous nouveau nouvelle on ont or ou ouais oui ouvre par parce parle parler part partage partant partent
    parti pas passe pendant pense perd personne peu peut peuvent plus plusieurs possede possible pour pourquoi pourra
    pourrait prefere prend present principal principale prochain propose publie puis qu'il quand que quel quelle quelqu'un
    quels qui quitte quittent quoi ramene rappelle recherche recoit refuse regarde remarque remplace renvoie repond reprend
    responsable retire retraite revient rien s'il sa sait salut sans se sera serait ses seul seule si signe soit son sont
    souhaite souhaiterait sous suis sur svp ta tarde te tel telephone titulaire toi ton toujours tous tout toute toutes
    traitant travaille tres trop trouve tu un une urgent utilise va vont valide vers veut veux vient vieux voici voila voir
    vos votre voudrais voudrait voulait veuillez vous vu y actuel actuelle absent absente ancien ancienne associe cher chere
    chers confrere decede deux disponible employeur futur precedent prescripteur referent remplace second seconde sortant
    trois premier premiere dernier derniere janvier fevrier mars avril mai juin juillet aout septembre octobre novembre
    decembre paques toussaint lundi mardi mercredi jeudi vendredi samedi dimanche matin midi soir nuit hier semaine mois an
    annee jour jours heure vacances conges conge absence ete automne hiver printemps acces adresse adresses annuaire
    apicrypt assistance bal bals balise boite boites cabinet carte centre ch chu clinique code commune compte connect cps
    cpts courrier delegation demarche departement direction docteur docteure doctolib dossier dr drs dsi ecps ehpad email
    enseigne entreprise espace etablissement exemple facture fichier finess france fwd gmail google groupe had hopital
    hospitalier hotline ide identifiant internet laboratoire lien liste logiciel mail mailiz maison maitre mairie maternite
    medimail message messagerie messages mlle mme mode monsisra mr mss mssante msp nom numero objet office ok operateur ordi
    ordre orange outlook ordinateur patient patiente patients pharmacie piece place police pole pour pr practicien praticien
    prenom pro prof professeur professeure psc question quota re reference reponse residence rpps rue saint sainte sante sav
    secretariat service serveur sms sncf social sociale societe ssr st ste suite support systeme tel test ticket titre ville
    wanadoo whatsapp yahoo maire president presidente directeur directrice ministre ministere prefet avocat collegue cs dame
    gens medecin medecins
    """.split()
)
"""Words that are nobody's name where a name could stand: those of grammar, of requests, of this trade, of the calendar."""
