using BgpVerified.Spec.Protocols;

namespace BgpVerified.Kit;

/// <summary>What follows from the declarations of a model.</summary>
internal sealed class Parts
{
    private readonly IReadOnlyList<Channel> channels;
    private readonly Dictionary<ProcessId, int> places;
    private readonly Dictionary<Type, int[]> handling = [];

    public Parts(IReadOnlyList<RoleModel> roles, IReadOnlyList<Channel> channels, IReadOnlyList<Property> properties, IReadOnlyList<Goal> goals)
    {
        this.channels = channels;
        (Properties, Goals) = (properties, goals);
        Processes = [.. roles.SelectMany(role => role.Processes)];
        Members = [.. roles.SelectMany(role => role.All.Select(id => (role, id)))];
        places = Members.Index().ToDictionary(member => member.Item.Id, member => member.Index);
        var sources = channels.SelectMany(channel => channel.Sources).ToList();
        Views = [.. sources.SelectMany(source => source.Views)];
        Quorums = [.. sources.Select(source => source.Kind).OfType<QuorumKind>()];
        Actions = [.. roles.SelectMany(role => role.Actions)];
        Adversary = [.. from source in sources
                        from key in Enumerable.Range(0, source.Views.Count)
                        where roles.Any(role => role.Byzantine.Count > 0)
                        select new Forgery(source.Views[key], seen => source.Forgeries(key, seen))];
        Readings = [.. roles.SelectMany(role => role.Correct.SelectMany(process => Read(role, process)))];
        foreach (var source in sources)
        {
            foreach (var message in Carried(source))
            {
                handling[message] = [.. from role in roles
                                        where role.Reactions.Any(reaction => source.Feeds(reaction.Input))
                                        from process in role.Correct
                                        select places[process]];
            }
        }

        var groups = roles.Where(role => role.IsInterchangeable).Select(role => (IReadOnlyList<int>)[.. role.Correct.Select(id => places[id])]).ToList();
        Symmetry = groups.Count > 0 ? new Interchangeable(groups, Members) : null;

        IEnumerable<Type> Carried(Source source) =>
            from role in roles
            from reaction in role.Reactions
            from message in (Type[])[reaction.Input, .. reaction.Input.GetGenericArguments()]
            where source.Carries(message)
            select message;
    }

    public IReadOnlyList<Process> Processes { get; }

    public IReadOnlyList<(RoleModel Role, ProcessId Id)> Members { get; }

    public IReadOnlyList<View> Views { get; }

    public IReadOnlyList<Reading> Readings { get; }

    public IReadOnlyList<Forgery> Adversary { get; }

    public IReadOnlyList<QuorumKind> Quorums { get; }

    public IReadOnlyList<ProtocolAction> Actions { get; }

    public IReadOnlyList<Property> Properties { get; }

    public IReadOnlyList<Goal> Goals { get; }

    public ISymmetry? Symmetry { get; }

    public int IndexOf(ProcessId process) => places[process];

    public IEnumerable<int> Recipients(SignedMessage message)
    {
        var channel = channels.First(channel => channel.Sources.Any(source => source.Carries(message.GetType())));
        var source = channel.Sources.First(source => source.Carries(message.GetType()));
        return source.KeyOf(message) is var key && key < 0 ? [] : handling[message.GetType()].Where(place => channel.Concerns(key, Members[place].Id));
    }

    private IEnumerable<Reading> Read(RoleModel role, ProcessId process)
    {
        var read = new HashSet<Source>();
        foreach (var (input, local) in role.Reactions)
        {
            if (local is not null)
            {
                yield return new(places[process], null, (state, _) => local(state), IsLocal: true);
                continue;
            }

            var feeding = channels.SelectMany(channel => channel.Sources.Where(source => source.Feeds(input)).Select(source => (channel, source))).ToList();
            if (feeding.Count == 0)
            {
                throw new InvalidModelException($"the role {role.Name} handles {InputType.NameOf(input)}, which no channel carries; declare a Channel with its message before");
            }

            foreach (var (channel, source) in feeding.Where(pair => read.Add(pair.source)))
            {
                foreach (var key in Enumerable.Range(0, source.Views.Count).Where(key => channel.Concerns(key, process)))
                {
                    yield return new(places[process], source.Views[key], (_, seen) => source.Offers(key, seen!));
                }
            }
        }
    }
}

/// <summary>Which processes are interchangeable: their states and messages name them in one field.</summary>
internal sealed class Interchangeable(IReadOnlyList<IReadOnlyList<int>> groups, IReadOnlyList<(RoleModel Role, ProcessId Id)> members) : ISymmetry
{
    public IReadOnlyList<IReadOnlyList<int>> Groups => groups;

    public object RenameState(object state, int to) => ((ProcessState)state) with { Id = members[to].Id };

    public Message RenameMessage(Message message, int to) => ((SignedMessage)message).By(members[to].Id);
}
