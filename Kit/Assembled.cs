using BgpVerified.Spec.Protocols;

namespace BgpVerified.Kit;

/// <summary>What follows from the declarations of a model.</summary>
internal sealed class Assembled
{
    private readonly IReadOnlyList<Channel> channels;
    private readonly Dictionary<ProcessId, int> places;
    private readonly Dictionary<Type, int[]> handling = [];
    private readonly IReadOnlyDictionary<Type, Func<SignedMessage, ProcessId, bool>> addressees;

    public Assembled(
        IReadOnlyList<RoleModel> roles,
        IReadOnlyList<RoleModel> readers,
        IReadOnlyList<Channel> channels,
        Declared declared,
        IReadOnlyList<Property> properties,
        IReadOnlyList<Goal> goals)
    {
        this.channels = channels;
        (Properties, Goals) = (properties, goals);
        Processes = [.. roles.SelectMany(role => role.Processes)];
        Members = [.. roles.SelectMany(role => role.All.Select(id => (role, id)))];
        places = Members.Index().ToDictionary(member => member.Item.Id, member => member.Index);
        addressees = declared.Addressees;
        Parts = declared.Parts;
        Quorums = declared.Quorums;
        Actions = [.. roles.SelectMany(role => role.Actions)];
        Adversary = roles.Any(role => role.Byzantine.Count > 0) ? declared.Forgeries : [];
        Readings =
        [
            .. from role in readers
               from process in role.Correct
               from reading in Read(role, process)
               select role.Stopping.Any(who => who(process)) ? Unfair(reading) : reading,
        ];
        foreach (var (role, input) in declared.Handled)
        {
            var message = input.IsGenericType ? input.GetGenericArguments()[0] : declared.MadeOf.GetValueOrDefault(input, input);
            handling[message] = [.. handling.GetValueOrDefault(message, []).Union(role.Places)];
        }

        var groups = roles.Select(role => role.Interchangeable).OfType<IReadOnlyList<int>>().ToList();
        Symmetry = groups.Count > 0 ? new Interchangeable(groups, Members) : null;
    }

    public IReadOnlyList<Process> Processes { get; }

    public IReadOnlyList<(RoleModel Role, ProcessId Id)> Members { get; }

    public IReadOnlyList<Part> Parts { get; }

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
        IEnumerable<int> hearing = handling.GetValueOrDefault(message.GetType(), []);
        if (addressees.TryGetValue(message.GetType(), out var concerns))
        {
            hearing = hearing.Where(place => concerns(message, Members[place].Id));
        }

        return channels.FirstOrDefault(channel => channel.Sources.Any(source => source.Carries(message.GetType()))) is not { } channel
            ? hearing
            : channel.Sources.First(source => source.Carries(message.GetType())).KeyOf(message) is var key && key < 0
                ? []
                : hearing.Where(place => channel.Concerns(key, Members[place].Id));
    }

    private static Reading Unfair(Reading reading) =>
        reading with { Offers = (state, seen) => reading.Offers(state, seen).Select(offer => offer with { Fair = false }) };

    private IEnumerable<Reading> Read(RoleModel role, ProcessId process)
    {
        var read = new HashSet<Source>();
        foreach (var reaction in role.Reactions)
        {
            if (reaction is Reaction.ToPart part)
            {
                if (part.Who?.Invoke(process) ?? true)
                {
                    yield return new(places[process], part.Part, (state, seen) => part.Offers(process, state, seen), part.IsLocal);
                }

                continue;
            }

            var input = ((Reaction.ToChannel)reaction).Input;
            var feeding = channels.SelectMany(channel => channel.Sources.Where(source => source.Feeds(input))
                .Select(source => (channel, source))).ToList();
            if (feeding.Count == 0 && !role.Reactions.OfType<Reaction.ToPart>().Any())
            {
                throw new InvalidModelException(
                    $"the role {role.Name} handles {InputType.NameOf(input)}, which no channel carries; declare a Channel with its "
                    + "message before");
            }

            foreach (var (channel, source) in feeding.Where(pair => read.Add(pair.source)))
            {
                foreach (var key in Enumerable.Range(0, source.Parts.Count).Where(key => channel.Concerns(key, process)))
                {
                    yield return new(places[process], source.Parts[key], (_, seen) => source.Offers(key, seen!));
                }
            }
        }
    }
}

/// <summary>Which processes are interchangeable: their states and messages name them in one field.</summary>
internal sealed class Interchangeable(IReadOnlyList<IReadOnlyList<int>> groups, IReadOnlyList<(RoleModel Role, ProcessId Id)> members)
    : ISymmetry
{
    public IReadOnlyList<IReadOnlyList<int>> Groups => groups;

    public object RenameState(object state, int to) => state is ProcessState own ? own.Renamed(members[to].Id) : state;

    public Message RenameMessage(Message message, int to) => ((SignedMessage)message).SignedBy(members[to].Id);
}
