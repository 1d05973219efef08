using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>A configuration, as handlers read it: N replicas, of which f may be Byzantine; views, sequence numbers and requests.</summary>
public sealed class PbftConfig : RuledConfig<PbftRule>
{
    private readonly IReadOnlyDictionary<string, int> clients;
    private readonly Func<string, int>? clientOf;

    /// <summary>Reads a configuration.</summary>
    /// <param name="source">The configuration; the longest sequence is how many sequence numbers there are.</param>
    /// <exception cref="InvalidConfigurationException">It is impossible.</exception>
    public PbftConfig(Configuration source)
        : base(source, "views", "max-length", "ballots")
    {
        ConfigurationText.CheckRange("faults (of whose prepares it takes 2f)", source.Faults, 1, source.Acceptors);
        ConfigurationText.CheckRange("views", source.Views, 1, 8);
        ConfigurationText.CheckRange("max-length (sequence numbers)", source.MaxLength ?? 1, 1, 8);
        ConfigurationText.CheckRange("crashes", source.Crashes, 0, 0);
        if (source.Ballots.FirstOrDefault(ballot => ballot != "fast") is { } kind)
        {
            throw new InvalidConfigurationException($"impossible ballot '{kind}'; give one 'fast' for each number of the window");
        }

        clients = ReadClients(source);
        Clients = clients.Values.Max() + 1;
        Numbers = source.MaxLength ?? 1;
        ByzantineReplicas = ProcessSet.Of(Enumerable.Range(0, N).Where(replica => source.Byzantine.Contains($"r{replica + 1}")));
    }

    /// <summary>
    /// A configuration of something that runs, whose clients are not handlers of this protocol: views and sequence numbers have no bound,
    /// and nor has the window, as long as there are no checkpoints to move it.
    /// </summary>
    /// <param name="replicas">N.</param>
    /// <param name="clientOf">The client that signed a request; -1 for none. Each client has one request.</param>
    /// <param name="rules">The rules in force.</param>
    public PbftConfig(int replicas, Func<string, int> clientOf, IEnumerable<PbftRule> rules)
        : base(
            new()
            {
                Acceptors = replicas,
                Faults = (replicas - 1) / 3,
                Views = int.MaxValue,
                Ballots = ValueList<string>.Empty,
            },
            rules)
    {
        (clients, this.clientOf, Numbers) = (new Dictionary<string, int>(), clientOf, int.MaxValue);
    }

    /// <summary>How many views a run of the model has; it ends in the last. Handlers know no last one.</summary>
    public int Views => Source.Views;

    /// <summary>How many sequence numbers a run of the model has, from 1. Handlers know no last one.</summary>
    public int Numbers { get; }

    /// <summary>k: how many numbers there are from the low water mark to the high one; all, if nothing is said.</summary>
    public int Window => Source.Ballots.Count == 0 ? Numbers : Source.Ballots.Count;

    /// <summary>How many clients there are.</summary>
    public int Clients { get; }

    /// <summary>The Byzantine replicas, by their numbers.</summary>
    public ProcessSet ByzantineReplicas { get; }

    /// <summary>All requests that clients have.</summary>
    public IEnumerable<string> Operations => clients.Keys;

    /// <summary>How many backups' prepares make a request prepared: 2f.</summary>
    public int PrepareSize => Has(PbftRule.PrepareQuorum) ? 2 * F : F;

    /// <summary>How many signatures a prepared certificate has: the pre-prepare's and the prepares'.</summary>
    public int CertificateSize => PrepareSize + 1;

    /// <summary>How many commits make a request committed: 2f + 1.</summary>
    public int CommitSize => Has(PbftRule.CommitQuorum) ? (2 * F) + 1 : F + 1;

    /// <summary>How many view-change messages begin a view: 2f + 1.</summary>
    public int ViewChangeSize => Has(PbftRule.ViewChangeQuorum) ? (2 * F) + 1 : F + 1;

    /// <summary>How many checkpoint messages make a checkpoint stable: 2f + 1.</summary>
    public int StableSize => Has(PbftRule.StableProof) ? (2 * F) + 1 : 1;

    /// <summary>How many replies a client waits for: f + 1; 2f + 1 where there are read-only requests.</summary>
    public int ReplySize => !Has(PbftRule.ReplyQuorum) ? 1 : Has(PbftRule.WriteQuorum) ? (2 * F) + 1 : F + 1;

    /// <summary>How many answers to a read-only request a client waits for: 2f + 1.</summary>
    public int ReadSize => Has(PbftRule.ReadQuorum) ? (2 * F) + 1 : F + 1;

    /// <summary>Whether some client reads.</summary>
    public bool HasReads => Operations.Any(IsRead);

    /// <summary>The requests of correct clients: of each the first, if it is given several. A Byzantine one signs all of its own.</summary>
    public IEnumerable<string> Correct => clients.GroupBy(request => request.Value)
        .Where(own => !Source.Byzantine.Contains($"c{own.Key + 1}")).Select(own => own.First().Key);

    /// <summary>
    /// Whether every request of a correct client is answered in the end: no more Byzantine replicas than f, a correct primary in the last
    /// view, and numbers enough. Byzantine primaries can waste all but one; a change between correct ones a number for each that may be
    /// prepared though one before it is not.
    /// </summary>
    public bool ClaimsLiveness =>
        ByzantineReplicas.Count <= F && !ByzantineReplicas.Contains(PrimaryOf(Views - 1))
        && (clients.Count == 1 || (Enumerable.Range(0, Views).All(view => !ByzantineReplicas.Contains(PrimaryOf(view)))
            && Numbers >= clients.Count + ((Views - 1) * (Math.Min(Window, clients.Count) - 1))));

    /// <summary>The number of the primary of a view (section 4: "p = v mod |R|").</summary>
    public int PrimaryOf(int view) => view % N;

    /// <summary>Whether a replica is the primary of a view.</summary>
    public bool IsPrimary(ProcessId replica, int view) => replica.Number == PrimaryOf(view);

    /// <summary>Whether there is such a number: they are counted from 1, without end.</summary>
    public static bool IsNumber(int number) => number >= 1;

    /// <summary>The high water mark H of a replica: h + k.</summary>
    public int High(ReplicaState replica) => (int)Math.Min((long)replica.Low + Window, int.MaxValue);

    /// <summary>
    /// Whether a client signed it: every request has its client's signature, and a made-up one and the null request have none.
    /// </summary>
    public bool IsSigned(string request) => ClientOf(request) >= 0;

    /// <summary>Whether it is a read.</summary>
    public bool IsRead(string request) => request.StartsWith("read", StringComparison.Ordinal);

    /// <summary>The number of the client that a request is from; -1 for none.</summary>
    public int ClientOf(string request) => clientOf?.Invoke(request) ?? clients.GetValueOrDefault(request, -1);

    /// <summary>The request of a correct client: the first that it is given.</summary>
    public string RequestOf(ProcessId client) => clients.First(request => request.Value == client.Number).Key;

    /// <summary>Whether a view-change message is valid: what it says is prepared, and its checkpoint, are proven.</summary>
    public bool IsValid(ViewChange m) =>
        (m.Stable.Number == 0 || m.Stable.Signatures >= StableSize)
        && m.Prepared.All(certificate => certificate.View < m.View && certificate.Number > m.Stable.Number
            && this.Asks(PbftRule.CertificateProof, certificate.Signatures >= CertificateSize));

    private static Dictionary<string, int> ReadClients(Configuration source)
    {
        var clients = new Dictionary<string, int>();
        foreach (var (i, command) in source.Commands.Index())
        {
            var (name, client) = command.Split('@') switch
            {
                [var own] => (own, i),
                [var own, ['c', var digit and >= '1' and <= '8']] => (own, digit - '1'),
                _ => (string.Empty, 0),
            };
            if (name.Length == 0 || !name.All(char.IsAsciiLetter) || name is Register.Null || i >= 8)
            {
                throw new InvalidConfigurationException(
                    $"unreadable command '{command}'; a command is a name of letters, of a read one that begins with 'read', then '@c2' to "
                    + "name its client, c1 to c8");
            }

            if (!clients.TryAdd(name, client))
            {
                throw new InvalidConfigurationException($"the command '{name}' is given twice; each has a name of its own");
            }
        }

        if (clients.Count == 0)
        {
            throw new InvalidConfigurationException("nobody requests anything; give a command");
        }

        if (Enumerable.Range(0, clients.Values.Max() + 1).FirstOrDefault(client => !clients.ContainsValue(client), -1) is >= 0 and var idle)
        {
            throw new InvalidConfigurationException($"client 'c{idle + 1}' has no command, and one after it has; leave none out");
        }

        return clients;
    }
}
