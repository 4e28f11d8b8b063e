"""Given names beside those of `balise.model.french.names`, from wherever people come, without accents or case."""

from __future__ import annotations

MORE_GIVEN = frozenset(
    """
    abby abdallah abdel abdelaziz abdelhamid abdelkader abdelkrim abdellah abdelmajid abdeslam abdou abdoulaye abel
    abigail achille achraf ada adam adama adame adel adelaide adelie adelina adeline adem adil adnan adolphe adriana
    adriane adriano adrienne afonso agathon aglae agnieszka agostinho ahcene ahlam ahmet aida aidan aiden aime aimee
    aissa aissata aissatou akim akram alaa alan alassane alba alban albane albanie albert alberte albertine alcide
    aldo alessandra alessandro alessio aleth alex alexandrine alexane alexei alexian alexina alfred alfredo
    alhassane ali alida alienor aliette alima alin alina aliou alioune alisa alison alissa alistair aliya allan alma
    aloise aloys alphonse alphonsine alvaro alya alyssa amadou amael amalia amand amanda amandeep amar amaury amaya
    ambre ambroise amel amelia ameline aminata aminatou amine amir amira amy ana anabelle anael anaelle anas anass
    anastasia anastasie anatole anatolie andreas andree andrei andres andrew andrzej aneta ange angeles angelica
    angelina angelo angie ania anis anissa anita anja ann anna annabel annabelle annaelle annaig annette annika
    anouk anselme anthime anthony antoinette antonella antoni antonia antonina antonio apolline arame archibald
    ariane arianna ariel arielle aristide arlene arlindo armance armande armel armelle arminda armindo arnaude arno
    arsena arsene arsenio arthemise arwa asma asmaa asmae assa assane assia assma astride athenais atika aubane aude
    audrey augusta auguste augustin augustine aurele aurelia aurelio auriane awa aya ayana ayden ayla aylan aylin
    ayman aymane aymen aymeric aymerick ayoub azelie aziz aziza azzedine babacar babette badis badr bakary balthazar
    baptistin barnabe bartholome basile bassem bassirou bastian bathilde baudouin bautista beatrix bechir belinda
    belkacem benedetta benita benoite berangere berengere berenice bernardin bernardo berthe bertille bertin betty
    beverly bianca bilal bilel billal billel binta bintou birgit bixente blaise blanche blandine blondine bogdan
    bonaventure boris boualem boubacar bouchra bouziane brahim brandon branislav brenda brendan brice brieuc brigit
    bronislaw bruna brunehaut brunehilde bryan bryce burak caitlin calista calixte calogero calvin camelia camil
    camila camilla camilo candice cannelle capucine carina carla carlo carlos carlotta carmela carmelo carmen carol
    carolane carolina caroll casimir cassandra cassandre cassie catalina catarina catherina cathia cathie cathy
    catia cayetana cecilia cedrick celeste celestin celestine celina cemal cengiz cesaire cesar cesarine chadi
    chafik chahinez chahrazed chaima chaker chantal chantale charaf charif charleene charley charlie charline charly
    chayma cheick cheikh cherif cherifa cheryl chiara chirine christa christel christele christen christiana
    christina christobal christof christopher chrystel chrystelle ciara cindy ciryl clarence clarice clarisse
    claudette claudia claudie claudio claudius clea clelia clemente clementine cleo cleophee clotaire clothilde
    clotilde clovis coleen colin colombine concetta conrad constance constantin constanze consuelo cora coraline
    corentine corine cornelia cornelie cosette cosima cosme cristel cristelle cristian cristiano cristina cristobal
    crystal cunegonde curtis cyprien cyprienne cyriac cyriaque cyrielle cyrine dagmar dahlia dalal dalila damaris
    damia damian damiano dana danae dania danick daniela danilo danny dany daouda daphne daphnee daria dario darius
    darlene darren davy dawid dayana debora deirdre delia dena denia deniz denyse desire desiree diaby diana diarra
    dieynaba dilan dilara dimitri dina dinah dino diogo dioncounda djamal djamel djamila djemila djeneba djibril
    djoumana dolores domenico dominga domingos dominica domitille donald donatella donatien donatienne donia dora
    dorian doriane dorine doris dorothea doryan douglas dounia dragan driss duarte dulce duncan dursun dyhia dylan
    eddie eddy eden edgar edgard edgardo edina edma edmond edmonde edmondo edna edouarde eduard eduardo edwige edwin
    efthymios eglantine egon eileen ekaterina elaine elanore elea eleanor eleazar elena eleni eleonora elfi elia
    elian eliana elias elie elif elijah eliot eliott elisabetta elisee eliseo elissa eliza ella ellen ellie elma
    elmire elmo eloan eloane eloi eloic elouan elouen elsie elvina elvira elvire elvis elyas elyne elza emanuel
    emanuela emanuele emerance emerentienne emeric emerick emese emilia emiliano emilien emilienne emilio emin emine
    emir emmanuella emmie emmy emre enea enes enguerrand enora enrico enrique enzo ephraim erhan erica erich erick
    erik erika ermeline ernest ernestine ernesto erol erwan erwann erwin esma esme esmee esmeralda esteban estela
    estella esteve etan ethan ethel ethelle etiennette eudes eudoxie eufrasia eugene eugenia eugenie eulalie
    euphrasie eusebe evan evann evariste evaristo eve evelina evelyn ewa ewan ewen ezechiel ezio ezra fabio fabiola
    fabrizio fadel fadela fadi fadila fadma fahd fahima faical faissal faiza faouzi faouzia farah fares farid farida
    faris farouk fathi fathia fatih fatiha fatimata fatma fatme fatna fatoumata faust faustin faustine faycal
    federica federico felicia feliciano felicie felicien felicienne felipe felix feliz femke ferdinand feriel
    fernanda fernande fernando fethi filip filipa filipe filippo fiona firmin firmine flavie fleur flora florane
    flore florelle florentin florentine floriane florida florimond florine fouad foued fouzia francesca francesco
    francette francia francine francisca francisco franciszek franco frank frankie frantz franz frederica frederico
    frida friedrich fulbert fulvio gabin gabriela gabriele gabriella gaelick gaelig gaetan gaetane gaetano galaad
    galina gamal garance gaspar gaspard gaston gatien gaultier gaya gaylord gemma genaro geneva genia geoffroi
    geoffroy georgette georgia georgiana georgina georgine georgios gerardo geraud gerda germaine germana gery ghali
    ghania ghiles ghislain ghizlane giacomo gian gianfranco gianluca gianni gilberte gilda gildas gillette gilliane
    gina gino giovani giovanna giovanni gisela giulia giuliano giuseppe giuseppina gizem gladys glenn gloria glwadys
    godefroy godelieve goncalo gontran gonzague gonzalo gordon gracianne gracieuse graham grazia graziella greg
    gregoire gregor gregori greta guenael guenaelle guenole guerric guida guido guilaine guilhem guillemette
    guillermo guislaine gulsen gunther gurvan gustave gustavo gwen gwenael gwenaele gwendal gwendoline gwenn gwenola
    gwenole gwladys habib habiba hacene hachim hadda hadja hadjer hadrien hafid hafida hafsa haidar hajar hakan
    hakim hakima halil halim halima halimatou hamadi hamed hamida hamidou hamza hana hanae hanane hania hanna hannah
    hannelore hans haoua haris harold haroun harouna harriet harry hasan hasna hasnaa hatem hatice hatim hawa hayat
    haydee heba hector hedi hedwige heidi heike heimata heitor helen helga helia heliette helmut heloise hend henda
    hendrick hendrik henia henrietta henriette henrik henrique heraclite herbert hermance hermann hermeline hermine
    hermione hervea herveline hicham hichem hilaire hilal hilario hilda hildegarde hind hippolyte hirondine hocine
    hoda honore honorine horace horacio hortense houcine houda houria houssam houssein houssine huberte hugette
    hugolin hugues hulya humberto husein hussein hyacinthe hyppolite ianis ibrahima ibtissam ibtissem ichrak idir
    idriss idrissa ignace ignacio igor ihsan ihsane ikram ikrame ilan ilana ilaria ilenia ilham ilhan ilian iliana
    ilias ilies ilina illan ilyes imad iman imane imene immacolata imran inaia inass inaya indiana indira ineke inga
    ingeborg inigo ioan ioana iona ionel ionut irena irenee irina iris irma isa isaac isabel isabela isabella isaia
    isaure isidore islam ismael ismail ismaila isolde issa issam issouf italo itziar ivan ivana ivanka ivo ivonne
    iwona iya izabela izia jacinta jacinthe jacinto jack jackie jackson jacky jacobo jacopo jacquemine jacquot jad
    jada jade jaime jakub jalal jalil jamal jamel jameleddine james jamil jamila jana jane janet janette janice
    janick janie janik janina janine janique jannick janny jared jarod jasmin jasmina jasmine jason jasper javier
    jawad jayden jayson jaziel jeanick jeanie jeanine jeannette jeanny jefferson jehan jehanne jelena jenna jennie
    jenny jerry jess jesse jessie jesus jihad jihane jil jill jimmy joachim joakim joan joana joane joanna joanne
    joannie joao joaquim joaquin jocelin jocelyn jocelyne jocia jodie joe joey johana johane johann johanne john
    johnny jolan jolene jonas jordane jordi jordy jorge jorgen jose josefa josefina joselito joselyne joseph josephe
    joshua josianne josias joss josselin josseline josue joumana jovan joy joyce juan juana juanita judicael judy
    juliana juliane juliano julienne julio julius june junior justin justina justo kader kadiatou kadidia kadidja
    kadija kadir kahina kaila kaina kais kalidou kalil kalvin kamal kamel kamelia kamil kamila kamilia kany
    kaourintine kaoutar kareen karel karelle karen karina karl karla karolina karyl karyn kassandra kassim katarina
    katarzyna katel katell katerina katharina kathleen kathy katia katie katrin katrina katy kayla kaylee kayliah
    kedar keira keith kelia kelly kelyan ken kendra kenji kenneth kenny kenza kenzo kerem keren kerstin kerwan ketty
    keziah khadidja khadijatou khadim khaled khalid khalifa khalil khamis khedidja kheira kheireddine khira kiara
    kieran kilian killian kim kimberley kimberly kimia kirsten klara klaus klea kloe koffi kofi komlan konrad
    konstantin konstantinos korentin kossi kostas kouadio kouame kristel kristell kristelle kristen kristin kristina
    kristof krystel krzysztof kwame kylian kylie kyllian kyra laeticia lahcen lahouari laia laila lakhdar lalie
    lalla lamia lamine lancelot landry larbi larissa lars lassana lassina latifa latoya laurane laureline laurella
    lauren laurena laurene laurentin laurentine laurette lauriane laurianne laurie laurine lauryn lavinia lawrence
    layana layla lazare lazhar leana leandra leandre leandro leane leanne leatitia leia leily leina lelia lelio lena
    lenaic lenaick lenaig lenka lenn lenny lenora lenzo leocadie leona leonard leonardo leonce leone leonel leonello
    leonid leonidas leonilde leonor leonora leontine leopold leopoldine leslie lesly leticia letizia letty levana
    levi leyla leyna lhassan liam liana liane lidia lidwine lidy liesel ligia lila lilas lili lilia lilian liliana
    lilianne lilith lilly lilou lilwenn lily lilya lina linda lindsay linette linh linoa lior liora lisa lisandro
    lise liselotte lisette lisiane lisianne lison lissandro livia livio lizette lizzie lloyd loan loane loann loanne
    loeiza loeva loick loik loisette lolita loona loredana loreen lorelei loren lorena lorene lorenzo loretta
    lorette lorinda lorine loris lorna lotfi lothaire lotte lou louan louane louanne louay loubna louca loucas
    louella louen louis louisa louisette louison louiza louna lounes lounis loup luan luana luane lubin luca
    lucciana luce lucette lucia lucian luciana luciano lucile lucille lucinda lucinde lucio lucrece lucrezia ludmila
    ludmilla ludwig luigi luigia luis luisa luka lukas luke lula luna lutgarde lya lyam lyana lyanna lyazid lycia
    lydiane lyes lylia lylou lyna lynda lyne lynette lynn lyra lys lysandre lyse lysiane lyson mabel maceo macha
    maddalena maddy madeline madelon madelyne madison mady mae maela maelan maele maelia maelie maelig maeline
    maelis maelisse maella maelle maelly maelwenn maely maelys maena maeva mafalda magalie magaly magda magdalena
    magdeleine magdi maggie maggy magloire magnus mahamadou mahamat mahaud mahaut mahdi mahe maher mahery mahine
    mahmood mahmoud mahmut maia maialen maika maike mailys maimouna mairead maissa maissane maiwen maiwenn maja
    makan makhlouf malaika malak malaury malcolm malgorzata malia malik malina malissa mallaury mallory malo malone
    malorie malory malvina mamadou mamoudou manar mandy manel manelle manfred manoah manoe manoel manola manolo
    manuela manuella mara marceau marcelin marceline marcella marcelline marcello marcelo marcia marcial marcien
    marcin marco marcus marek mareva margaret margareta margarida margarita margaud margerie margerite margie margo
    mariam mariama mariana mariane marianna mariannick mariano maribel maricel marieke mariel marielise mariella
    marien mariette marija marika marilena marilou marilyn marilyne marilys marin marinella marinette mario mariola
    marisa marise marisol marissa marita marius marjolaine marko markus marleen marley marlon marlyne marlyse
    marpessa marsha marta martha martial martie martina martinho martino marvin marwa marwan marwane mary maryam
    maryame maryan maryannick marylene marylin maryline marylise marylou maryne maryon maryse maryvonne maryz
    marzena massimo massinissa matei mateo mateusz mathias mathilda mathurin mathurine mathys matilda matilde matis
    matisse matt matteo matthew matthias matthis matthys mattia mattis matyas maude maureen mauricette mauricia
    mauricio maurin maurizio mauro mavis maxence maxens maximilian maximilien maximin maxine maya mayana mayane
    mayar mayeul mayline maylis mayron maysa maysane maysoun mebarka medard medhi mehmet meissa melaine melchior
    melia melina melinda melisa melisande melissande melle mellina melody melvil melvin melvyn melwan melyna mendel
    mercedes meriam meriem merieme mervyn meryam meryem meryl messaoud messaouda meyssa mia mica micah michaela
    michaelle michal michela michelle mickaelle mickey miguel mihaela mihai mika mikael mikaela mikail mike mikel
    mikhail mila milada milan milann miled milena milene miles mileva milia milica millicent millie milo milos mina
    mindy ming minh miora mira miranda mirela mirella mireya miriam mirjana miroslav mirta missipsa mitchell
    modestine mody mohamad mohammad mohammed mohand mohsen mohsin moira moise mokhtar mokrane molly momar mona monia
    monika monserrat montaine morad moran morana morane morgan morgana morgann moriba mortimer mory moshe mostafa
    mostefa mouad mouhamed moulay mouloud mouna mounia mounir mouss moussa muguette muhammad murat murielle mustafa
    mustapha myl myla mylan myra myrella myrna myrtille nabil nabila nabintou nacer nadejda nader nadera nadette
    nadezhda nadhem nadiege nadim nadina nadir nadira nadja nadjet nadjib nael nafi nafissa nafissatou nahel nahia
    nahil nahla naia naila naim naima naip najat najet najib najiba najima najoua nana nancy nans nao naomi naomie
    naomy naouel narjes narjess nasr nasreddine nasrine nasser nassera nassim nassima nassira nastasia natacha
    natalia natasha nathael nathalia nathan nathanael nathaniel nathy natividade nawal nawel nawfel naya nayel nayla
    nazim nazir nazira nebojsa necmettin nedeljko nedjma neela nefissa neil neila nejma nella nello nelly nelson neo
    nerea nerina nermin nerys nessim nestor neva neven nevena nezha ngoc niall nicky niclas nico nicodeme nicola
    nicoleta nicoletta nicolette nicolina nicoline niels nigel nihad nihal nikita nikki niklas niko nikola nikolai
    nikolaos nilda nils nilton nina ninette nino ninon niouma nira nisrine nissrine nizar noa noah noam noan noe
    noelie noeline noella noelle noellie noeme noemi noham nohan nohe nohlan nohra nola nolan nolane nolann nolhan
    nolwen nolwenn norah norbert nordin nordine noredine norine norma norman nouara nouha nouhaila nour noura
    nourdine noureddine nouredine nouria nuno nuria nylan nyls nyma oana oceanne octave octavia octavie octavien
    octavio odalys odeline odilon odin odon odran ogier oihan oihana olaf olena olesia olevia olfa olga olimpia
    olinda olivia oliwia ollie omaima omair omar omayma omayra ombeline ombline omer omera ondine onesime ophelia
    ophelie orane oranne oriana oriane orianne oriol orlando orlane orlanne ornelia ornella ortense oscar oscarine
    osman osmane othman otman otmane ottavio ottilie otto ouafa ouahiba oualid ouarda ouassila ouassim ouidad
    oulimata oumar oumarou oumou oumy ounissa ourdia ouria oussama ousseynou owen oxana ozan ozgur pablito pablo
    paloma pamela pancrace paola paoline paolo pascaline pascual pasquale pat patience patric patricio patryck patty
    paula paulin paulina paulo pavel pawel pedrito pedro peggy pelagie penda penelope peony perceval pernelle
    pernette peroline perrette peter petra petronille peyo phileas philibert philiberte philip philipe philippa
    philippine philomene phoebe phuong pia pierig pierrette pierrick pierrine pietro pilar pio piotr pol polly
    praskovia precilia prisca priscilla priscille priscillia prosper prune quincy quitterie rabah rabea rabha rabia
    rabie rachele rachelle rachida rachide radhia radia radoslaw radouan radouane radu rael rafael rafaela rafaele
    rafaella rafal rafiaa rafik rafika rahel rahim rahima rahma raihana raimond raimonde raimundo rainier raissa
    raja rajaa rajae raji ralf ralph rama ramata ramatou ramatoulaye ramazan ramdane rami ramiro ramon ramona ramy
    ramzi rana randa rani rania raoudha raoul raphaelle raquel rasim raul rayan rayane rayanne rayhan rayhana
    raynald razika reda redha redouane regina reginald regine reine reinette reinhard reinhold rejane remigio remo
    remus renald renan renata renate renato renelle renzo reza rhea rhita rhizlane rhoda riad ricardo riccardo
    richarde ricky rida rihab riham rihem riley rima rina rino rislene rita rivka riyad riyadh riyan roald roberta
    roberte roberto robin robinson roby rocco rocio rodney rodolfo rodolphe rodrigo rodrigue rogelio rogerio rohan
    rokaya rokia rolande roline romaine romaissa romano romaric romary romeo romeu romie romina romuald romualdo
    romulus romy ronald ronan ronane ronny rory rosa rosaire rosalba rosalia rosalina rosalind rosaline rosana
    rosanna rosanne rosaria rosario rose roseanne roselene roselia roseline roselyne rosemarie rosemary rosemonde
    rosetta rosette rosie rosina rosine rosita rosy rouguiatou roumaissa rowan rowena roxana roxane roxanna roxy
    roza rozen rozenn ruben rudi rudolf rudolph rudy rufin ruggero ruslan russell rute ruth ryad ryan ryana ryane
    rym sabah saban saber sabiha sabin sabina sabri sabry sacha sadek sadia sadio safa safae safia safiatou safir
    safiya safiyya safouane sahar sahra said saida saidou salif saliha salim salima salimata salimatou salka sally
    salma salman saloa salomee salomon salvador salvator salvatore samantha sameh sami samih samira samiya samson
    samuele samy samya sana sanaa sanae sandie sandro sandy sanela sania santiago santino santos sara saraha sarra
    sascha sasha sati saturnin saul savina savinien sawsan scarlett schirel scott sean seb sebastian sebastiano
    sebastiao sedat sefa segolene seham sekou selena selene selim selima selin selina selma selmane semra serap
    serge sergei serges sergine sergio serhat servais servan servane sevda severin severino sevgi sevim seydou seyni
    shaima shaina shaineze shakira shan shana shanice shanna shannen shannon sharon shaun shauna sheila shelley
    sherine sheryl shirley sibel sibylle sidonie siegfried sigismond sigrid siham sihem silas silvain silvana silvia
    silvie silvio silya simao simeon simona simonetta simonne sinan sinead sira sixte sixtine slaheddine slavica
    slim slimane slobodan soan soazic soazig sofia sofian sofiane sofien sohan soizic soizick solal soledad solen
    solenn solenne soline soltana solveig sonja sonny sonya sophia sophian sophiane soraya soren sorin sosthene
    souad souhail souhaila souhila soulef souleima souleiman souleimane souleimen souleyman souleymane soumaya
    soumia soundous souraya stacy stan stana stanislas stanislav stanislaw steeve stefan stefania stefanie stefano
    stela stelian stelina stella stepan stephan stephania stephen steve steven stevens stevie stuart sueli suleyman
    sullivan sumaya surya susan susana susanna susanne susie suzanna suzel suzelle suzette suzie suzon suzy sven
    svenja svetlana swan swann swanny sybil sybille sydney syed sylla sylvaine sylvana sylvester sylvestre sylvette
    sylvia sylviane sylvianne sylvine symphorien syrielle syrine tabitha taha tahar taher tahia taina takoua talia
    taliya talla tallulah tamar tamara tamim tancrede tanguy tania tanya taos taoufik tara tarek tarik tariq tasnim
    tasnime tassadit tayeb taylor tayron tecla teddie teddy tegan tenin teo teodora teodoro terence teresa terezinha
    terry tess tessa tessie thadee thais thalia thalie thanh thea theana thecla thelma thena theodora theodore
    theodorine theophile theotime theoxane theresa theresia thi thiago thibaud thibauld thibo thien thierno
    thiphaine thomasina thomasine thuy thylane thyphaine tiago tiana tibor tidiane tidjane tifaine tiffanie tiffany
    tilda tilio tillie tim timea timeo timothe timothee timothy timur tina tino tiphanie titaua titien titouan titus
    tiziana tiziano tobias tobie todd toinette tom toma tomas tomasz tommaso tommy tonino tony torben toufik touhami
    toumany toussaine tracy trevor tristan tristana tsuyoshi tuan tudal tugdual tulin turgut tyfaine tyfenn tyler
    tym tymeo typhaine tyron tyrone tyson ugo ugoline ulric ulrich ulrike ulysse ulysses umberto umit urbain urbaine
    uriel ursula ursule usman uwe valentina valentino valere valeria valerian valeriane valerio valeriy valery
    valter vanda vania vanina vasco vasile vasilica vassili venance venceslas vera verena veronica veronika vesna
    vianney vibeke vicente vicky victoire victorien victorienne victorin victorine victorino viktor viktoria vilma
    vincenza vincenzo viola violeta violetta violette virgil virgile virgilio virgine virginia vito vitor vitoria
    vittoria vittorio viviana vivianne vivien vivienne vlad vladimir vladislav volkan volodia volodymyr wael wafa
    wafaa wahab wahiba wahid wahida walburga waldemar walid walter wanda wandrille wanig wanny warda waren warren
    wassil wassila wayne wei wenceslas wendelin wendie wendy werner wesley widad widade wieslaw wilfrid wilfried
    wilhelm wilhelmina wilhelmine willem williams willie willy wilma wilson winfried winnie winona wissal wissam
    wissem wladimir wladislaw wojciech wolfgang wydad xabi xabier xaviere xena xenia ximena xing xuan yacine yacouba
    yael yaelle yahia yahya yaka yakoub yakouba yakup yamina yamine yan yana yani yanic yanick yanis yaniss yanna
    yannaick yanne yannic yannig yannis yara yaron yasemin yasin yasmin yasser yassim yassin yassine yassir yassmine
    yavuz yaya yazid yelda yelena yeliz yendi yens yesim yilmaz yoan yoana yoanna yoel yoen yohana yohann yohanna
    yolaine yolanda yolene yonas yonathan yoni yorick yosra youcef youenn youmna younes youness younesse younous
    youri yousef yousra yousri youssouf youssra ysabelle ysaline ysaure yseult ysia yuan yuki yulia yuliya yuna
    yunus yuri yusuf yvain yvan yvana yvane yvelise yvelyne yvona yvonig yvonnick yzaline zacharia zacharie zachary
    zack zadig zahia zahir zahira zahra zaid zaida zaina zainab zaineb zak zakari zakaria zakariya zakarya zaki
    zakia zara zaynab zbigniew zdenka zeina zeinab zelda zelia zelie zeliha zelina zena zenaide zeno zephir zephyr
    zephyrin zeynep zia ziad zied zinaida zineb zineddine zinedine zita ziyad zoey zofia zohir zohra zoltan zora
    zoran zoubida zoubir zouhair zouina zoulikha zsofia zuleikha zulmira zuzana zyad zyed
    """.split()
)
