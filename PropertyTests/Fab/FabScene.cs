using BgpVerified.Impl.Fab;
using BgpVerified.Kit;
using BgpVerified.Spec.Protocols;
using BgpVerified.Spec.Values;

namespace BgpVerified.PropertyTests.Fab;

/// <summary>Configured systems for single handlers: a = 6 with f = 1, and Parameterized FaB with a = 4, f = 1, t = 0.</summary>
internal static class FabScene
{
    public static FabConfig Fab { get; } = Config(new FabProtocol(), []);

    public static FabConfig Pfab { get; } = Config(new PfabProtocol(), []);

    public static FabConfig Without(bool parameterized, params FabRule[] rules) =>
        Config(parameterized ? new PfabProtocol() : new FabProtocol(), rules);

    public static Proposal At(string value, int number) => new(number, value);

    public static Answer Accepted(string value, int number, CommitProof? proof = null) => new(At(value, number), proof);

    public static CommitProof Proof(string value, int number, int signatures = 3) => new(At(value, number), signatures);

    /// <summary>The first acceptors' signatures of having accepted a value.</summary>
    public static Quorum<Accepted> AcceptedBy(int acceptors, string value, int number) =>
        AcceptedBy(ProcessSet.First(acceptors), value, number);

    public static Quorum<Accepted> AcceptedBy(ProcessSet signers, string value, int number) =>
        new(new Accepted(number, value).By(new('a', ProcessId.Nobody)), signers);

    public static Quorum<Committed> CommittedBy(ProcessSet holders, CommitProof proof) =>
        new(new Committed(proof).By(new('a', ProcessId.Nobody)), holders);

    public static ProgressCertificate Certificate(int number, FabConfig config, Vouching vouching) =>
        new(number, config.CertificateSize, vouching);

    private static FabConfig Config(IProtocol protocol, FabRule[] without) => new(
        new Configuration
        {
            Acceptors = protocol is PfabProtocol ? 4 : 6,
            Faults = 1,
            FastFaults = protocol is PfabProtocol ? 0 : null,
            Ballots = new([]),
            Views = 3,
            Rules = new(protocol.Corrected().Except(without.Select(FabRules.Name))),
        },
        protocol is PfabProtocol);
}
