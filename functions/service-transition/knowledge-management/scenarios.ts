/** What knowledge management promises. */
import { section } from '#test/coverage/scenario';

export const knowledgeManagementScenarios = [
  section('C7', 'Knowledge management', [
    [10, 'who wrote an article does not approve it'],
    [10, 'what is in force is found until the next version is approved, and then no more'],
    [10, 'an internal article is nowhere for a requester: not in search, suggestions, lists or counts'],
    [10, 'an error’s number among five hundred articles is found first'],
    [10, 'three open flags hide an article from requesters, and warn agents'],
    ['later', 'reuse is the resolved tickets with a linked article by all resolved ones'],
    [10, 'personal data in a draft are proposed to be masked, and stop it until somebody decides'],
    [10, 'thirty days before its validity ends somebody is asked once to look at it'],
    [10, 'how helpful it is found shows from five votes on'],
  ]),
];
