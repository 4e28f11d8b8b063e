"""
Towns and départements of France, to tell them from other words.

Towns of 10,000 people and more, the chief towns of the départements, and a few names people shorten. Source: INSEE, Code
officiel géographique 2026 and legal populations, by @etalab/decoupage-administratif 6.0.0 (Licence Ouverte).
"""

from __future__ import annotations

from balise.model.wording import fold

_TOWNS = """
Abbeville, Achères, Agde, Agen, Aix, Aix-en-Provence, Aix-les-Bains, Aizenay, Ajaccio, Albertville, Albi, Alençon, Alès,
Alfortville, Allauch, Allonnes, Ambarès-et-Lagrave, Ambérieu-en-Bugey, Amboise, Amiens, Amilly, Amnéville,
Ancenis-Saint-Géréon, Andernos-les-Bains, Andrésy, Andrézieux-Bouthéon, Angers, Anglet, Angoulême, Annecy, Annemasse,
Annœullin, Annonay, Antibes, Antony, Anzin, Apatou, Apt, Arcachon, Arcueil, Argelès-sur-Mer, Argentan, Argenteuil, Arles,
Armentières, Arnouville, Arpajon, Arras, Asnières-sur-Seine, Athis-Mons, Aubagne, Aubenas, Aubergenville, Aubervilliers,
Aubière, Auch, Auchel, Audincourt, Aulnay-sous-Bois, Auray, Aurillac, Auriol, Auterive, Autun, Auxerre, Avignon, Avion, Avon,
Avranches, Avrillé, Bagneux, Bagnolet, Bagnols-sur-Cèze, Baie-Mahault, Bailleul, Balma, Bandraboua, Bandrele, Bar-le-Duc,
Barentin, Basse-Terre, Bastia, Baugé-en-Anjou, Bayeux, Bayonne, Beaucaire, Beaumont, Beaumont-sur-Oise, Beaune,
Beaupréau-en-Mauges, Beausoleil, Beauvais, Bègles, Belfort, Belleville-en-Beaujolais, Berck, Bergerac, Berre-l'Étang,
Besançon, Béthune, Betton, Béziers, Bezons, Biarritz, Biganos, Billère, Biot, Biscarrosse, Bischheim, Bischwiller, Blagnac,
Blain, Blanquefort, Blois, Bobigny, Bois-Colombes, Bois-d'Arcy, Bois-Guillaume, Boissy-Saint-Léger, Bolbec, Bollène,
Bondoufle, Bondy, Bonneuil-sur-Marne, Bonneville, Bordeaux, Borgo, Bouc-Bel-Air, Bouguenais, Boulazac Isle Manoire, Boulogne,
Boulogne-Billancourt, Boulogne-sur-Mer, Bourg-en-Bresse, Bourg-la-Reine, Bourg-lès-Valence, Bourges, Bourgoin,
Bourgoin-Jallieu, Bras-Panon, Bressuire, Brest, Brétigny-sur-Orge, Briançon, Brie-Comte-Robert, Brignais, Brignoles, Brissac
Loire Aubance, Brive, Brive-la-Gaillarde, Bron, Bruay-la-Buissière, Bruay-sur-l'Escaut, Bruges, Brumath, Brunoy, Bruz,
Bry-sur-Marne, Bully-les-Mines, Bussy-Saint-Georges, Buxerolles, Cabestany, Cabriès, Cachan, Caen, Cagnes-sur-Mer, Cahors,
Calais, Caluire-et-Cuire, Cambrai, Canet-en-Roussillon, Cannes, Canteleu, Capesterre-Belle-Eau, Carcassonne,
Carentan-les-Marais, Carpentras, Carquefou, Carrières-sous-Poissy, Carrières-sur-Seine, Carros, Carvin, Castanet-Tolosan,
Castelginest, Castelnau-le-Lez, Castelnaudary, Castelsarrasin, Castres, Caudebec-lès-Elbeuf, Caudry, Cavaillon, Cayenne,
Cenon, Cergy, Cernay, Cesson, Cesson-Sévigné, Cestas, Châlette-sur-Loing, Challans, Chalon, Chalon-sur-Saône, Châlons,
Châlons-en-Champagne, Chamalières, Chambéry, Chambray-lès-Tours, Champigny-sur-Marne, Champs-sur-Marne, Chanteloup-les-Vignes,
Chantepie, Chantilly, Charenton-le-Pont, Charleville, Charleville-Mézières, Chartres, Charvieu-Chavagneux, Chassieu,
Château-Gontier, Château-Gontier-sur-Mayenne, Château-Thierry, Châteaubriant, Châteaudun, Châteaugiron,
Châteauneuf-les-Martigues, Châteaurenard, Châteauroux, Châtellerault, Châtenay-Malabry, Châtillon, Chatou, Chaumont, Chauny,
Chaville, Chelles, Chemillé-en-Anjou, Chennevières-sur-Marne, Chenôve, Cherbourg, Cherbourg-en-Cotentin,
Chevigny-Saint-Sauveur, Chevilly-Larue, Chilly-Mazarin, Choisy-le-Roi, Cholet, Clamart, Claye-Souilly, Clermont,
Clermont-Ferrand, Clichy, Clichy-sous-Bois, Cluses, Cognac, Cogolin, Colmar, Colombes, Colomiers, Combs-la-Ville, Comines,
Compiègne, Concarneau, Conflans-Sainte-Honorine, Corbas, Corbeil-Essonnes, Cormeilles-en-Parisis, Coudekerque-Branche,
Couëron, Coulommiers, Courbevoie, Cournon-d'Auvergne, Courrières, Couzeix, Craponne, Creil, Crépy-en-Valois, Créteil,
Creutzwald, Croissy-sur-Seine, Croix, Cuers, Cugnaux, Cusset, Dammarie-les-Lys, Dammartin-en-Goële, Dax, Décines-Charpieu,
Dembeni, Denain, Deuil-la-Barre, Déville-lès-Rouen, Dieppe, Digne-les-Bains, Dijon, Dinan, Dinard, Divonne-les-Bains, Dole,
Domont, Douai, Douarnenez, Douchy-les-Mines, Doué-en-Anjou, Dourdan, Draguignan, Drancy, Draveil, Dreux, Ducos, Dugny,
Dunkerque, Dzaoudzi, Eaubonne, Échirolles, Écully, Élancourt, Elbeuf, Enghien-les-Bains, Épernay, Épinal, Épinay-sous-Sénart,
Épinay-sur-Orge, Épinay-sur-Seine, Éragny-sur-Oise, Ermont, Erstein, Étampes, Étaples, Évreux, Évry, Évry-Courcouronnes,
Eybens, Eysines, Faches-Thumesnil, Fameck, Fécamp, Ferney-Voltaire, Feyzin, Fillière, Firminy, Flers, Fleury-les-Aubrais,
Fleury-Mérogis, Floirac, Florange, Foix, Fondettes, Fonsorbes, Fontaine, Fontainebleau, Fontenay-aux-Roses, Fontenay-le-Comte,
Fontenay-le-Fleury, Fontenay-sous-Bois, Forbach, Fort-de-France, Fos-sur-Mer, Fosses, Fouesnant, Fougères, Fourmies,
Francheville, Franconville, Fréjus, Fresnes, Freyming-Merlebach, Frontignan, Fuveau, Gagny, Gaillac, Gaillard, Gap, Garches,
Gardanne, Garges-lès-Gonesse, Genas, Gennevilliers, Gentilly, Gerzat, Gex, Gien, Gif-sur-Yvette, Gignac-la-Nerthe, Gisors,
Givors, Gonesse, Goussainville, Gradignan, Grande-Synthe, Granville, Grasse, Graulhet, Gravelines, Grenoble, Grigny,
Grigny-sur-Rhône, Guebwiller, Guérande, Guéret, Guidel, Guilherand-Granges, Guipavas, Gujan-Mestras, Guyancourt, Haguenau,
Halluin, Harnes, Haubourdin, Hautmont, Hayange, Hazebrouck, Hem, Hendaye, Hénin-Beaumont, Hennebont, Herblay-sur-Seine,
Héricourt, Hérouville-Saint-Clair, Hœnheim, Houilles, Hyères, Ifs, Igny, Illkirch-Graffenstaden, Illzach, Ingré, Issoire,
Issoudun, Issy-les-Moulineaux, Istres, Ivry-sur-Seine, Jeumont, Joinville-le-Pont, Joué-lès-Tours, Jouy-le-Moutier, Juvignac,
Juvisy-sur-Orge, Kingersheim, Koungou, Kourou, L'Étang-Salé, L'Haÿ-les-Roses, L'Isle-Adam, L'Isle-d'Abeau,
L'Isle-sur-la-Sorgue, L'Union, La Baule, La Baule-Escoublac, La Celle-Saint-Cloud, La Chapelle-Saint-Luc, La
Chapelle-Saint-Mesmin, La Chapelle-sur-Erdre, La Ciotat, La Courneuve, La Crau, La Farlède, La Ferté-sous-Jouarre, La Flèche,
La Garde, La Garenne-Colombes, La Hague, La Londe-les-Maures, La Madeleine, La Motte-Servolex, La Possession, La
Queue-en-Brie, La Riche, La Roche-sur-Foron, La Roche-sur-Yon, La Rochelle, La Seyne-sur-Mer, La Teste-de-Buch, La Trinité, La
Valette-du-Var, Lagny-sur-Marne, Lamballe, Lamballe-Armor, Lambersart, Lambesc, Lamentin, Landerneau, Lanester, Lannion, Laon,
Lattes, Laval, Lavaur, Laxou, Le Beausset, Le Blanc-Mesnil, Le Bourget, Le Bouscat, Le Cannet, Le Chambon-Feugerolles, Le
Chesnay-Rocquencourt, Le Creusot, Le François, Le Gosier, Le Grand-Quevilly, Le Haillan, Le Havre, Le Kremlin-Bicêtre, Le
Lamentin, Le Luc, Le Mans, Le Mée-sur-Seine, Le Moule, Le Muy, Le Pecq, Le Perreux-sur-Marne, Le Petit-Quevilly, Le
Plessis-Robinson, Le Plessis-Trévise, Le Pont-de-Claix, Le Pontet, Le Port, Le Pradet, Le Pré-Saint-Gervais, Le Puy, Le
Puy-en-Velay, Le Raincy, Le Relecq-Kerhuon, Le Robert, Le Taillan-Médoc, Le Tampon, Le Vésinet, Lens, Léognan, Les Abymes, Les
Avirons, Les Clayes-sous-Bois, Les Herbiers, Les Lilas, Les Mureaux, Les Pavillons-sous-Bois, Les Pennes-Mirabeau, Les
Ponts-de-Cé, Les Sables-d'Olonne, Les Ulis, Levallois-Perret, Lézignan-Corbières, Libourne, Lieusaint, Liévin, Lille, Lillers,
Limay, Limeil-Brévannes, Limoges, Limoux, Lingolsheim, Lisieux, Livry-Gargan, Lognes, Loire-Authion, Longjumeau, Longuenesse,
Longwy, Lons, Lons-le-Saunier, Loos, Lorient, Lormont, Lourdes, Louviers, Louvres, Lucé, Lunel, Lunéville, Lyon,
Lys-lez-Lannoy, Mâcon, Macouria, Mainvilliers, Maisons-Alfort, Maisons-Laffitte, Maizières-lès-Metz, Malakoff, Mamoudzou,
Mana, Mandelieu-la-Napoule, Manosque, Mantes-la-Jolie, Mantes-la-Ville, Marck, Marcq-en-Barœul, Marignane, Marly,
Marly-le-Roi, Marmande, Maromme, Marquette-lez-Lille, Marseille, Martigues, Massy, Matoury, Maubeuge, Mauges-sur-Loire,
Mauguio, Maurepas, Maxéville, Mayenne, Mazamet, Meaux, Melun, Mende, Mennecy, Menton, Méricourt, Mérignac, Méru, Metz, Meudon,
Meylan, Meyzieu, Mèze, Millau, Mions, Mios, Miramas, Miribel, Mitry-Mory, Moissac, Moissy-Cramayel, Mondeville,
Mons-en-Barœul, Mont-de-Marsan, Mont-Saint-Aignan, Montaigu-Vendée, Montargis, Montataire, Montauban, Montbéliard, Montbrison,
Montceau-les-Mines, Montélimar, Montereau-Fault-Yonne, Montesson, Monteux, Montévrain, Montfermeil, Montgeron,
Montigny-le-Bretonneux, Montigny-lès-Cormeilles, Montigny-lès-Metz, Montivilliers, Montlouis-sur-Loire, Montluçon, Montmagny,
Montmorency, Montpellier, Montreuil, Montrevault-sur-Èvre, Montrouge, Morangis, Moret-Loing-et-Orvanne, Morlaix,
Morne-à-l'Eau, Morsang-sur-Orge, Mouans-Sartoux, Mougins, Moulins, Mouvaux, Mulhouse, Muret, Nancy, Nanterre, Nantes,
Narbonne, Nemours, Neuilly-Plaisance, Neuilly-sur-Marne, Neuilly-sur-Seine, Neuville-en-Ferrain, Nevers, Nice, Nîmes, Niort,
Nœux-les-Mines, Nogent-sur-Marne, Nogent-sur-Oise, Noisiel, Noisy-le-Grand, Noisy-le-Sec, Noyon, Obernai, Oignies,
Oissel-sur-Seine, Olivet, Ollioules, Oloron-Sainte-Marie, Onet-le-Château, Orange, Orée d'Anjou, Orléans, Orly,
Ormesson-sur-Marne, Orsay, Orthez, Orvault, Osny, Ostwald, Ouangani, Oullins, Oullins-Pierre-Bénite, Outreau, Oyonnax,
Ozoir-la-Ferrière, Pacé, Palaiseau, Pamandzi, Pamiers, Panazol, Pantin, Parempuyre, Paris, Parthenay, Passy, Pau, Pélissanne,
Périgueux, Pernes-les-Fontaines, Perpignan, Persan, Pertuis, Pessac, Petit-Bourg, Petite-Île, Pfastatt, Pia, Pierrelatte,
Pierrelaye, Plaisance-du-Touch, Plaisir, Plan-de-Cuques, Plérin, Ploemeur, Ploërmel, Ploufragan, Plougastel-Daoulas, Plouzané,
Pointe-à-Pitre, Poissy, Poitiers, Pont-à-Mousson, Pont-Audemer, Pont-du-Château, Pont-Saint-Esprit, Pont-Sainte-Maxence,
Pontarlier, Pontault-Combault, Pontchâteau, Pontivy, Pontoise, Pornic, Pornichet, Port-de-Bouc, Port-Jérôme-sur-Seine,
Portes-lès-Valence, Porto-Vecchio, Privas, Provins, Puteaux, Quimper, Quimperlé, Raismes, Rambouillet, Ramonville-Saint-Agne,
Reims, Remire-Montjoly, Rennes, Rezé, Riedisheim, Rillieux-la-Pape, Riom, Riorges, Ris-Orangis, Rive-de-Gier, Rivière-Pilote,
Rivière-Salée, Rixheim, Roanne, Rochefort, Rodez, Rognac, Roissy-en-Brie, Romainville, Romans, Romans-sur-Isère,
Romilly-sur-Seine, Romorantin-Lanthenay, Ronchin, Roncq, Roquebrune-Cap-Martin, Roquebrune-sur-Argens, Rosny-sous-Bois,
Roubaix, Rouen, Royan, Rueil-Malmaison, Rumilly, Sablé-sur-Sarthe, Sada, Saint-Amand-les-Eaux, Saint-André,
Saint-André-de-Cubzac, Saint-André-les-Vergers, Saint-André-lez-Lille, Saint-Avé, Saint-Avertin, Saint-Avold, Saint-Benoît,
Saint-Brevin-les-Pins, Saint-Brice-sous-Forêt, Saint-Brieuc, Saint-Chamond, Saint-Claude, Saint-Cloud, Saint-Cyprien,
Saint-Cyr-l'École, Saint-Cyr-sur-Loire, Saint-Cyr-sur-Mer, Saint-Denis, Saint-Dié-des-Vosges, Saint-Dizier, Saint-Égrève,
Saint-Esprit, Saint-Estève, Saint-Étienne, Saint-Étienne-du-Rouvray, Saint-Fargeau-Ponthierry, Saint-Fons, Saint-François,
Saint-Gaudens, Saint-Gély-du-Fesc, Saint-Genis-Laval, Saint-Genis-Pouilly, Saint-Germain-en-Laye, Saint-Germain-lès-Arpajon,
Saint-Gilles, Saint-Gratien, Saint-Herblain, Saint-Hilaire-de-Riez, Saint-Jacques-de-la-Lande, Saint-Jean,
Saint-Jean-de-Braye, Saint-Jean-de-la-Ruelle, Saint-Jean-de-Luz, Saint-Jean-de-Védas, Saint-Joseph, Saint-Julien-en-Genevois,
Saint-Junien, Saint-Just-Saint-Rambert, Saint-Laurent-du-Maroni, Saint-Laurent-du-Var, Saint-Leu, Saint-Leu-la-Forêt,
Saint-Lô, Saint-Loubès, Saint-Louis, Saint-Malo, Saint-Mandé, Saint-Martin-Boulogne, Saint-Martin-d'Hères,
Saint-Martin-de-Crau, Saint-Maur-des-Fossés, Saint-Maurice, Saint-Maximin-la-Sainte-Baume, Saint-Médard-en-Jalles,
Saint-Michel-sur-Orge, Saint-Nazaire, Saint-Omer, Saint-Orens-de-Gameville, Saint-Ouen-l'Aumône, Saint-Ouen-sur-Seine,
Saint-Paul, Saint-Paul-lès-Dax, Saint-Pierre, Saint-Pierre-des-Corps, Saint-Pierre-du-Mont, Saint-Pierre-du-Perray,
Saint-Priest, Saint-Quentin, Saint-Raphaël, Saint-Saulve, Saint-Sébastien-sur-Loire, Sainte-Anne, Sainte-Foy-lès-Lyon,
Sainte-Geneviève-des-Bois, Sainte-Luce-sur-Loire, Sainte-Marie, Sainte-Maxime, Sainte-Rose, Sainte-Savine, Sainte-Suzanne,
Saintes, Sallanches, Salon, Salon-de-Provence, Sanary-sur-Mer, Sannois, Saran, Sarcelles, Sarrebourg, Sarreguemines,
Sartrouville, Sassenage, Saumur, Saverne, Savigny-le-Temple, Savigny-sur-Orge, Sceaux, Schiltigheim, Schœlcher, Seclin, Sedan,
Segré-en-Anjou Bleu, Sélestat, Senlis, Sens, Septèmes-les-Vallons, Serris, Sète, Sevran, Sèvremoine, Sèvres, Seysses,
Seyssinet-Pariset, Sin-le-Noble, Six-Fours-les-Plages, Soissons, Soisy-sous-Montmorency, Solliès-Pont, Somain, Sorgues,
Sotteville-lès-Rouen, Soyaux, Stains, Stiring-Wendel, Strasbourg, Sucy-en-Brie, Suresnes, Talant, Talence, Tarare, Tarascon,
Tarbes, Tarnos, Tassin-la-Demi-Lune, Taverny, Tergnier, Thiais, Thiers, Thionville, Thonon-les-Bains, Thorigny-sur-Marne,
Thouaré-sur-Loire, Thouars, Tinqueux, Torcy, Toul, Toulon, Toulouse, Tourcoing, Tournefeuille, Tournon-sur-Rhône, Tours,
Trappes, Treillières, Trélazé, Tremblay-en-France, Trets, Triel-sur-Seine, Troyes, Tsingoni, Tulle, Urrugne, Vaires-sur-Marne,
Val-de-Reuil, Valbonne, Valence, Valenciennes, Valentigney, Valenton, Vallauris, Valserhône, Vandœuvre, Vandœuvre-lès-Nancy,
Vannes, Vanves, Vaulx-en-Velin, Vauréal, Vauvert, Vaux-le-Pénil, Vedène, Vélizy-Villacoublay, Vence, Vendôme, Vénissieux,
Verdun, Verneuil-sur-Seine, Vernon, Vernouillet, Verrières-le-Buisson, Versailles, Vertou, Vesoul, Vétraz-Monthoux, Vichy,
Vidauban, Vienne, Vierzon, Vieux-Condé, Vigneux-sur-Seine, Ville-d'Avray, Villebon-sur-Yvette, Villecresnes, Villefontaine,
Villefranche, Villefranche-de-Rouergue, Villefranche-sur-Saône, Villejuif, Villemomble, Villenave-d'Ornon, Villeneuve-d'Ascq,
Villeneuve-la-Garenne, Villeneuve-le-Roi, Villeneuve-lès-Avignon, Villeneuve-lès-Maguelone, Villeneuve-Loubet,
Villeneuve-Saint-Georges, Villeneuve-sur-Lot, Villeneuve-Tolosane, Villeparisis, Villepinte, Villepreux, Villers-Cotterêts,
Villers-lès-Nancy, Villerupt, Villetaneuse, Villeurbanne, Villiers-le-Bel, Villiers-sur-Marne, Vincennes, Vire Normandie,
Viroflay, Viry-Châtillon, Vitré, Vitrolles, Vitry-le-François, Vitry-sur-Seine, Voiron, Voisins-le-Bretonneux, Wambrechies,
Wasquehal, Wattignies, Wattrelos, Wittelsheim, Wittenheim, Woippy, Yerres, Yutz, Yvetot, Yzeure
"""
_UNSURE_TOWNS = """
Avion, Beausoleil, Beaumont, Bonneville, Clermont, Cognac, Croix, Fontaine, Fosses, Gaillard, Gap, Grasse, La Flèche, La
Garde, La Hague, La Madeleine, La Possession, La Riche, La Trinité, L'Union, Lattes, Le François, Le Luc, Le Moule, Le Port,
Le Robert, Le Pontet, Les Lilas, Lourdes, Louvres, Mayenne, Menton, Moulins, Orange, Persan, Pertuis, Plaisir, Romans,
Saintes, Salon, Sens, Stains, Tours, Trappes, Vannes, Vienne, Vitré
"""
_UNSURE_DEPARTMENTS = "nord manche cher lot somme creuse aude aube allier eure ain orne landes marne mayenne vienne loire"
_DEPARTMENTS = """
01 Ain, 02 Aisne, 03 Allier, 04 Alpes-de-Haute-Provence, 05 Hautes-Alpes, 06 Alpes-Maritimes, 07 Ardèche, 08 Ardennes, 09
Ariège, 10 Aube, 11 Aude, 12 Aveyron, 13 Bouches-du-Rhône, 14 Calvados, 15 Cantal, 16 Charente, 17 Charente-Maritime, 18 Cher,
19 Corrèze, 21 Côte-d'Or, 22 Côtes-d'Armor, 23 Creuse, 24 Dordogne, 25 Doubs, 26 Drôme, 27 Eure, 28 Eure-et-Loir, 29
Finistère, 2A Corse-du-Sud, 2B Haute-Corse, 30 Gard, 31 Haute-Garonne, 32 Gers, 33 Gironde, 34 Hérault, 35 Ille-et-Vilaine, 36
Indre, 37 Indre-et-Loire, 38 Isère, 39 Jura, 40 Landes, 41 Loir-et-Cher, 42 Loire, 43 Haute-Loire, 44 Loire-Atlantique, 45
Loiret, 46 Lot, 47 Lot-et-Garonne, 48 Lozère, 49 Maine-et-Loire, 50 Manche, 51 Marne, 52 Haute-Marne, 53 Mayenne, 54
Meurthe-et-Moselle, 55 Meuse, 56 Morbihan, 57 Moselle, 58 Nièvre, 59 Nord, 60 Oise, 61 Orne, 62 Pas-de-Calais, 63 Puy-de-Dôme,
64 Pyrénées-Atlantiques, 65 Hautes-Pyrénées, 66 Pyrénées-Orientales, 67 Bas-Rhin, 68 Haut-Rhin, 69 Rhône, 70 Haute-Saône, 71
Saône-et-Loire, 72 Sarthe, 73 Savoie, 74 Haute-Savoie, 75 Paris, 76 Seine-Maritime, 77 Seine-et-Marne, 78 Yvelines, 79
Deux-Sèvres, 80 Somme, 81 Tarn, 82 Tarn-et-Garonne, 83 Var, 84 Vaucluse, 85 Vendée, 86 Vienne, 87 Haute-Vienne, 88 Vosges, 89
Yonne, 90 Territoire de Belfort, 91 Essonne, 92 Hauts-de-Seine, 93 Seine-Saint-Denis, 94 Val-de-Marne, 95 Val-d'Oise, 971
Guadeloupe, 972 Martinique, 973 Guyane, 974 La Réunion, 976 Mayotte
"""


def _listed(names: str) -> list[str]:
    return names.replace("\n", " ").strip().split(", ")


TOWNS = {fold(town): town for town in _listed(_TOWNS)}
"""Town by folded name."""

DEPARTMENTS = {fold(name): code for code, _, name in (entry.partition(" ") for entry in _listed(_DEPARTMENTS))}
"""Number of a département by folded name."""

UNSURE_TOWNS = frozenset(fold(town) for town in _listed(_UNSURE_TOWNS))
"""Towns whose name is also a word, a company or a frequent family name: only « à », then a capital, tells them."""

UNSURE_DEPARTMENTS = frozenset((*_UNSURE_DEPARTMENTS.split(), "la reunion"))
"""Départements whose name is also a word: « la réunion », « le nord », « pas cher »."""
