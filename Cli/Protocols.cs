using BgpVerified.Impl.Bgp;
using BgpVerified.Impl.BgpMachine;
using BgpVerified.Impl.Bracha;
using BgpVerified.Impl.ByzantineRegister;
using BgpVerified.Impl.CrashRegister;
using BgpVerified.Impl.Fab;
using BgpVerified.Impl.FabMachine;
using BgpVerified.Impl.FabOptimal;
using BgpVerified.Impl.FabRegister;
using BgpVerified.Impl.Generals;
using BgpVerified.Impl.Gpaxos;
using BgpVerified.Impl.LatticeAgreement;
using BgpVerified.Impl.MultiPaxos;
using BgpVerified.Impl.Pbft;
using BgpVerified.Impl.SecretRegister;
using BgpVerified.Impl.TwoPhaseCommit;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Cli;

/// <summary>The protocols of <c>Impl</c>.</summary>
public static class Protocols
{
    /// <summary>All of them, in the order in which <c>bgpv list</c> has them.</summary>
    public static IReadOnlyList<IProtocol> All { get; } =
    [
        new BgpProtocol(),
        new BgpMachineProtocol(),
        new CrashRegisterProtocol(),
        new ByzantineRegisterProtocol(),
        new FabRegisterProtocol(),
        new SecretRegisterProtocol(),
        new FabProtocol(),
        new PfabProtocol(),
        new OptimalProtocol(),
        new MachineProtocol(),
        new GpaxosProtocol(),
        new MultiPaxosProtocol(),
        new PbftProtocol(),
        new BrachaProtocol(),
        new TwoPhaseCommitProtocol(),
        new OralGeneralsProtocol(),
        new SignedGeneralsProtocol(),
        new LatticeAgreementProtocol(),
    ];
}
