"""The words of health, of files, of trades and of families' names, without accents or case."""

from __future__ import annotations

CLINICAL = frozenset(
    """
    abasaglar abces abilify abstral accouche accouchee accouchement acfa aciclovir acidose acne acouphene acouphenes
    actiskenan acupan adalimumab addiction adenocarcinome adenome adenomyose adenopathie aerius agite agitee
    agonisant agonise agoraphobie agressee alat albuminurie alcalose alcool alcoolique alcoolisation alcoolisme
    alcoolo aldactone alite alitee alitement allaitante allaite allergie allergique allopurinol alopecie alprazolam
    alzheimer alzheimers amblyopie amenorrhee amiodarone amitriptyline amlodipine amnesie amoxicilline amputation
    ampute amputee anafranil anaphylaxie anastrozole anemie anemique anevrisme angine angiocholite angioplastie
    angoisse angoisses angor anorexie anorexique antecedent antecedents antibiotique anticoagulant anticoagule
    anticoagulee antidepresseur anxiete anxieux anxiolytique aomi aortique aphasie apidra apixaban apnee appareille
    appareillee appendicectomie appendicite aprovel arimidex aripiprazole arixtra arteriopathie arthrite
    arthroscopie arthrose arthroses arythmie asat asbestose ascite ascus aspergillose aspirine asthmatiforme
    asthmatique asthme astrocytome atarax ataxie atcd atorvastatine augmentin autisme autiste avastin avc aveugle
    avlocardyl avortement avulsion azathioprine azithromycine azoospermie bacteriemie bactrim bartholinite basedow
    battue benigne benin benzodiazepine betamethasone bevacizumab bhcg biktarvy bilharziose bilirubine biopsie
    biopsiee bipolaire bipolarite birads bisoprolol bk bnp borreliose boulimie boulimique bpco bradycardie bradypnee
    brca bricanyl brilique bromazepam bronchiolite bronchite bronchopneumopathie brulee brulure buprenorphine
    burnout cachexie caillot calcemie canalaire cancer cancereux candesartan candidose cannabis capecitabine
    capsulite carbamazepine carboplatine carcinomatose carcinome cardensiel cardiaque cardiomyopathie cardiopathie
    cataracte ceftriaxone celecoxib celestene cephalee cephalees cervicalgie cervicite cesarienne cetonurie cheville
    chikungunya chimio chimiotherapie chlamydia cholangite cholecystectomie cholecystite cholesterol cholesterolemie
    choree chorees chute ciflox cin2 cin3 circadin cirrhose cirrhoses cirrhotique cisplatine citalopram clamoxyl
    clarithromycine claudication clavicule clomipramine clopidogrel clozapine cocaine cocainomane codeine colchicine
    colectasie colectomie colique colite colon coloscopie colostome colostomie coma comateux comitialite commotion
    concerta confus confuse conjonctivite constipation contamine contaminee contraception contraction contractions
    contusion convulse convulsion coproculture coprolalie coqueluche cordarone coronarien coronarienne
    coronarographie cortancyl corticoide corticoides cortisone coumadine coversyl covid coxarthrose cpk crampe
    creatinine crestor crise crohn crp cruralgie curietherapie cushing cyamemazine cymbalta cystite cystocele
    dacryocystite dapagliflozine ddimeres deambulation deambule decollement defenestration defibrillateur delirant
    delire delires demence dement demente dementes dengue denutri denutrie denutrition depakine depressif depression
    depressive deprime deprimee deroxat deshydratation deshydrate deshydratee desoriente desorientee dexamethasone
    dfg diabete diabetique dialysable dialyse dialysee dialyses diamicron diarrhee diazepam diclofenac digoxine
    diverticulite dmla dnid docetaxel doliprane dorsalgie douleur douloureuse douloureux doxorubicine doxycycline
    drepanocytose dt1 dt2 ductal dulaglutide duloxetine duoplavin dupixent durogesic dyscalculie dyslexie dyslexique
    dyslipidemie dysmenorrhee dysorthographie dysphagie dysplasie dyspnee dyspneique dyspraxie dystonie dystrophie
    ebola ecbu eczema effexor ejaculation eliquis embolie empagliflozine emphysemateux emphyseme empoisonnement
    enalapril enbrel enceinte encephalite encopresie endocardite endometre endometriose entorse entresto enuresie
    epaule epclusa epilepsie epileptique erysipele erythrodermie escarre escarres escitalopram esomeprazole
    essouffle essoufflee essoufflement estomac etanercept ethylisme etouffe euthanasie exemestane exerese
    extrasystole extrasystoles ezetimibe fcv febricule febrile femara femur fentanyl ferritine ferritinemie fevg
    fiasp fibrillation fibroadenome fibrome fibromes fibromyalgie fibroscopie fibrose fievre fievreuse fievreux
    fistule fiv fivete flagyl flecaine fluconazole fluindione fluoxetine flutter foie folfirinox folfox forlax
    forxiga fosfomycine fpi fracture fracturee fragmin frappee frottis fugueur fumeur fumeuse furoncle furosemide
    gabapentine gale ganglion gangrene gangreneuse gastrite gastro gastrostomie gaviscon gelure gemcitabine
    gemellaire genou genvoya ggt gir1 gir2 glaucome gleason gliclazide glimepiride glioblastome gliome glivec
    glomerulonephrite glomerulopathie glucophage glycemie glycosurie goitre gonarthrose gonfle gonflee gonflement
    gonorrhee goutte grabataire greffe greffee grippe grossesse guillain gynecomastie haldol hallucination
    hallucinations hallucine hallucinee hanche handicap handicapee hba1c hbp hcg helicobacter hematemese hematome
    hematomes hematurie hemiparesie hemiplegie hemiplegique hemochromatose hemoculture hemodialyse hemoglobine
    hemophilie hemoptysie hemorragie hemorroide hemorroides heparine hepatique hepatite herceptin hernie heroine
    heroinomane herpes hodgkin hormonotherapie hospitalise hospitalisee hpv hsil hta htap humalog humira huntington
    hydrocele hydrocortisone hydroxyzine hypercalcemie hypercholesterolemie hyperglycemie hyperkaliemie hypertendu
    hypertendue hypertension hyperthermie hyperthyroidie hypertrophie hyperuricemie hypoacousie hypoglycemie
    hypokaliemie hypokinesie hypomane hyponatremie hypotension hypothyroidie hypotrophe hypoxemie hypoxie
    hysterectomie ibuprofene ictere idm imatinib imc imc35 immunotherapie imodium imovane impuissance imurel
    incontinence incontinences incontinent incontinente inexium infarctus infecte infectee infection infertilite
    infliximab innohep inr insomniaque insomnie insuffisance insuffisant insuline insulinodependant insulinotherapie
    intestin intolerance intubation intube intubee irbesartan irc irct irradie irradiee ischemie ischemies
    ischemique ist ivg ivresse izalgi januvia jardiance jaunisse josacine kaliemie kardegic keppra keratite
    keratocone ketoprofene keytruda kyste lamaline lamictal lamotrigine lansoprazole lantus laroxyl lasix ldl
    legionellose leishmaniose leponex lercanidipine lesion letrozole leucemie leucocytes leucose levemir
    levetiracetam levothyrox levothyroxine lexomil lichen ligament lipase liraglutide listeria listeriose lithiase
    lithiases lithium lobulaire lombaire lombalgie lorazepam losartan lovenox loxapac loxapine lsil lumbago lupus
    luxation lyme lymphoedeme lymphome lyrica lyumjev mabthera maigreur malaise malformation maligne malin
    maltraitance maltraite maltraitee malvoyant malvoyante mammographie mastectomie mastite mastose maviret
    melancolie melancolique melanome melatonine melena meningiome meningite meniscectomie menisque menopause
    menorragies mesotheliome metaplasie metastase metastases metastatique metformine methadone methotrexate
    methylphenidate metronidazole metrorragie mfiu microalbuminurie migraine migraineuse migraineux mirtazapine
    mitral mitrale mononucleose monuril mopral morphine morsure mounjaro mourant movicol mst mucoviscidose
    myasthenie mycose mycosis myelome myocardite myome myopathie myopie naproxene natremie nausee nebivolol necrose
    nefopam neomercazole neoplasie nephretique nephrolithiase nephropathie neurinome neuroblastome neuroleptique
    neurontin neuropathie neuropathique neutropenie nevralgie nevrose nfs nivolumab nodulaire nodule norovirus
    norset novomix novorapid nstemi obese obeses obesite occlusif occlusion oedeme oedemes oesophage ofloxacine
    olanzapine omeprazole opacite opdivo opere operee oreillons orelox orthese osteoporose osteosarcome otite ovaire
    overdose oxazepam oxycodone oxycontin oxygenotherapie oxynorm ozempic pacemaker paclitaxel palliatif palliatifs
    palpitation paludisme panaris panariss pancreas pancreatite panique pantoprazole paracetamol paralyse paralysee
    paralysie paranoia paranoiaque paraplegie paraplegique parkinson parkinsonien parkinsonienne parkinsonisme
    paroxetine pathologie paxlovid pediculose pelade pembrolizumab pemetrexed pemphigoide pemphigus pendaison
    perfusion periarthrite pericardite perindopril peritonite pheochromocytome phimosis phlebite phlebotomie
    phlegmon phobie phobique pirads plaie plaquenil plaquettes plavix pleuresie pma pneumocoque pneumocystose
    pneumonie pneumopathie pneumothorax poignet polyarthrite polykystose polypathologie polype polypnee polyposes
    pontage poumon pravastatine prednisone preeclampsie preeclamptique pregabaline prematurite presbyacousie
    previscan profenid prolapsus propranolol prostate prostatectomie prostatite proteinurie prothese prozac prurit
    psa psoriasique psoriasis psychiatrique psychose psychotique psychotrauma psychotrope psychotropes ptg pth
    pulmicort pulmonaire purpura pyelonephrite pylori pyostacine quantiferon quetiapine rachis radiculalgie
    radiotherapie ramipril rch reanimation rechute recidive rectite rectocolite rectorragie rectum reflux rein
    remicade remission renal renale repaglinide resection retinopathie rhinopharyngite rhumatisme rhumatoide
    risperdal risperidone ritaline rituximab rivaroxaban rocephine rosacee rosuvastatine rotavirus rougeole rubeole
    rupture saigne saignement salmonellose salpingite sarcoidose sarcome scapulalgie scarification scarifications
    scarifie scarlatine schizophrene schizophrenie sciatalgie sciatique scintigraphie sclerose scoliose sectral
    sedation semaglutide seminome sep sepsis septicemie septique seresta seretide serologie seroplex seropositif
    seropositive seropositivite sertraline sevrage sida silicose simvastatine singulair sinusite sitagliptine skenan
    sla smecta solumedrol solupred somnifere sotalol souffrait souffrant souffrante souffre spasfon spasme spiriva
    spironolactone spo2 spondylarthrite spondylolisthesis stagid staphylocoque statine steatohepatite steatose stemi
    stenose stent sterilet sterilite stilnox stomie stomisee strabisme streptocoque suboxone subutex suicidaire
    suicide suicidee suintante suinte surdite surpoids symbicort symptome symptomes syncope syphilis t21 tabagique
    tachycardie tahor tako takotsubo tamiflu tamoxifene tassement tavi taxol taxotere tbc tca tdah tegretol teigne
    temerit temesta tendinite tendinopathie tendon tenormine teratome tercian testicule tetanie tetanos
    tetraplegique thalassemie thc theralite thrombopenie thrombose thymome thyroide thyroidectomie thyroidite
    thyrozol tiapridal tiapride tibia tnm toc tocilizumab tocs topiramate torticolis toujeo tourette tousse tousser
    toux toxemie toxico toxicomane toxoplasmose trachee tracheo tracheotomie tramadol transaminases transfusion
    transplante transplantee tranxene trastuzumab traumatise traumatisme tremble tremblement tremblements tresiba
    triglyceride triglycerides trisomie trisomie21 trisomique trisomique21 troponine troponines trulicity truvada
    tsa tsh tuberculeux tuberculose tumeur tumorectomie tvp ulceration ulcere uricemie urticaire uterus uveite
    vaccinee vaginose valaciclovir valium valproate valsartan valvulopathie varice varicelle varicocele variole
    venlafaxine ventoline verrue vertebre vertige vertiges vertigineux vesicaire vesicule vessie victoza vih
    vildagliptine violee vitiligo vni voltarene vomi vomissement vomissements vomit warfarine wegovy xanax xarelto
    xeloda xeroquel xolair xtandi zelitrex zika zithromax zoloft zolpidem zona zopiclone zyloric zyprexa zytiga
    """.split()
)
"""Diseases, symptoms, treatments, measures: what is said of a person's health, in the singular."""

SURNAMES = frozenset(
    """
    adam andre antoine arnaud aubert aubry bailly barbier baron barre barthelemy belkacem benali benard benoit bensaid
    berger bernard berthelot bertin bertrand besson bigot blanc blanchard blondel bonneau bonnet boucher bouchet
    boulanger bourgeois bouvier boyer breton brun bruneau brunet camara camus carlier caron carpentier carre charles
    charpentier chevalier chevallier cisse clement cohen colas colin collet collin cordier cousin da-silva daniel david
    delaunay delmas denis descamps deschamps devaux diallo diop dubois ducrocq dufour dumas dumont dupond dupont dupuis
    dupuy durand duval etienne evrard fabre faure fernandez ferrand ferreira fleury fontaine fournier francois gaillard
    garcia garnier gauthier gautier gay georges gerard germain gilbert gilles girard giraud gomez goncalves gonzalez
    grondin guerin guichard guillaume guillot guyot haddad hamel henry herve hoarau hubert huet humbert jacob jacquet
    jacquot jean joly julien klein kone lacroix laine lambert lamy langlois laporte laurent leblanc lebon lebreton
    leclerc leclercq lecomte ledoux lefebvre lefevre leger legrand lejeune lemaire lemaitre lemoine leroux leroy leveque
    levy lopez louis lucas maillard maillet mallet marchal marchand marechal marie marin marion martin martinez martins
    marty masson mathieu menard mercier meunier meyer michaud michel millet monnier moreau morel morin moulin muller
    ndiaye nguyen nicolas noel olivier paris pasquier paul payet pelletier pereira perez perret perrier perrin perrot
    petit pham philippe picard pichon pierre poirier pons poulain prevost rault rayer raynaud remy renard renaud renault
    rey reynaud richard riviere robert robin roche rodrigues rodriguez roger rolland rousseau roussel roux roy royer
    ruiz salmon sanchez schmitt schneider simon singh tessier thomas tran traore vasseur vidal vincent voisin weber
    """.split()
)
"""Family names frequent in France."""

COMMON = frozenset(
    """
    adam andre antoine arnaud bailly baron barre berger blanc bonnet boucher boulanger bourgeois breton brun carre
    charles charpentier chevalier clement colin collet cousin daniel david denis etienne fabre fleury fontaine francois
    garnier gay georges gerard germain gilbert gilles guillaume henry hubert jacob jean joly julien lacroix laine lamy
    laporte laurent lebon leger legrand lejeune louis lucas marchand marechal marie marin marion masson mathieu meunier
    michel moulin nicolas noel olivier paris paul petit philippe picard pierre poirier pons prevost remy renard richard
    riviere robert robin roche roger roux roy salmon simon thomas vincent voisin
    """.split()
)
"""Those of them that are also given names, or other words: without their capital they tell nothing."""

TRADES = (
    r"(?:medecins?|generalistes?|\w{3,20}(?:ologues?|ologistes?|iatres?|ologie|iatrie)|chirurgie\w*|chirurgien\w*"
    r"|infirmi\w+|idel?|kines?\w{0,16}|masseu\w+|sages?-femmes?|sage femme|maieuticien\w*|pharmacien\w*|dentistes?"
    r"|orthodont\w+|orthophon\w+|orthopt\w+|psychomot\w+|ergotherap\w+|psychotherap\w+|osteopath\w+|dieteti\w+"
    r"|nutritionn\w+|anesthesi\w+|biologistes?|puericult\w+|preparat\w+|opticien\w*|audioprothes\w+|ambulancier\w*|laborantin\w*|doctoresse|maire|presidente?|ipa|internistes?|urgentistes?|secret[ae]\w+|secretaires?|assistante?s?|remplacante?s?"
    r"|remplas?|associee?s?|collegues?|confreres?|consoeurs?|collaborat\w+|internes?|externes?|stagiaires?|adjointe?s?"
    r"|direct\w+|dsi|rssi|dpo|cadres?|coordinat\w+|coordonnat\w+|informaticien\w*|technicien\w*|responsable|conseill\w+"
    r"|chargee? d[e']|standardiste|accueil|aide-soignante?|manip\w*|praticien\w*|docteure?|professeure?|correspondante?"
    r"|referente?|operateur|support|comptable|gestionnaire|chef\w*|titulaire|delegataire|delegue\w*|prestataire|editeur"
    r"|commercial\w*|formateur|formatrice|rempla|dr|pr|prof|tutrice administrative|employee?|salariee?|conjointe?|mari"
    r"|epouse|compagne|compagnon|radio|labo|cardio|endocrino|dermato|gyneco|ophtalmo|neuro|pneumo|rhumato|ortho|psy|nephro"
    r"|onco|hemato|uro|orl|gastro|hepato|podo|ergo|anesth|geriatre|msp|cpts)"
)
"""What professionals, their teams and those who help them are called."""

NO_PERSON = frozenset(
    """
    adresse agence alsace ameli analyses annuaire aout apicrypt apple ascension assurance avec avril axisante balise
    bas basse bilan bilans biologie biopsie boite bonjour bonsoir bordeaux bouygues brest bretagne caisse carte
    centre certificat clinique comment compte concernant consultation cordialement corse courrier crossway dans date
    decembre delegation des dimanche dmp docteur doctolib dossier dossiers easily ecg echo echographie entree envoi
    erreur espace est fevrier france free google grand grande haut haute hellodoc hopital hopital-manager irm
    janvier jeudi juillet juin les lettre lille lorraine lundi lyon ma madame mai mailiz maladie mardi mars
    marseille mediboard medical medicale merci mercredi mes message messagerie microsoft mode mon monsieur mozilla
    mssante nantes national noel nom nord normandie notre novembre numero objet octobre orange orbis ordonnance
    ordonnances ordre ouest outlook paques paris patient patiente petit petite pour pourquoi prenom prescription pro
    provence quel quelle radio radios rdv reception rendu rennes resultat resultats retour saint sainte samedi sante
    santeprotect scanner scm scp securisee segur selarl selas septembre service sexe sfr sisa sortie strasbourg sud
    suivi sur thunderbird toulouse toussaint transfert une urgent vendredi vos weda windows
    """.split()
)
"""What else goes by two words with capitals."""

NO_NAME = frozenset(
    """
    adulte age agee ages ameli anonyme appele appelee atteint atteinte attend aucun aucune autonome avec ayant
    chose chronique chroniques commun complexe connecte connu connue difficile dmp doctolib domicilie droit easily
    ecrire ecrit ecrite ecrivent enfant enfants entre entree envoie etranger expert experte experts francais
    francaise furieuse furieux gauche geriatrique habite handicape hors hospitalise hospitalisee identifiant
    inconnu inconnue ipp jeune lambda libre machin majeur mal mineur mineure nomme nommee partenaire pediatrique
    petit petite presente qualifie soignant soignante sorti sortie souffrant souffre standard suivi suivie
    touriste traceur traite traitee type unetelle untel veut vient vitale vu vue vulnerable weda
    """.split()
)
"""What follows « patient » or a title, and is no name."""
