// title: Who belongs to which consortium, group or platform
// question: Which bodies and people are members of which consortia, projects, groups and platforms, in what part?
// group: ecosystem and deals
// param group: string = "" | only the group or platform with this name, alias or id; empty for all
// param member: string = "" | only this member (name, alias or id); empty for all
// column group: the consortium, project, group or platform
// column kind: what kind of body it is; Platform where it is one
// column member: who belongs to it
// column role: in what part, where stated
// column date: since when, where the source says so
// column status: fact, plan, forecast or estimate
// column locator: where in the source
// reading: One row a membership. A kind "group" is a set of bodies that a source names together (the big five of the public cloud), which need not have founded anything; members can be such sets too. A source seldom lists all members.
MATCH (m)-[t:MEMBER_OF]->(g)
WHERE ($group = '' OR g.name = $group OR g.id = $group OR $group IN g.aliases)
  AND ($member = '' OR m.name = $member OR m.id = $member OR $member IN m.aliases)
RETURN g.name AS group, CASE WHEN g:Platform THEN 'Platform' ELSE g.kind END AS kind, m.name AS member,
       t.role AS role, t.date AS date, t.status AS status, t.locator AS locator
ORDER BY group, member, role, locator, t.tie_id
