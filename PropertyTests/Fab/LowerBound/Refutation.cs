namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>
/// The executions of section VI with sets of any sizes, for as many acceptors as one likes: those that remain possible when theorem 1
/// no longer finds its five sets. So it is seen that a protocol can survive them; it is no proof that the protocol is right.
/// </summary>
internal static class Refutation
{
    private static readonly string[] Owns = ["0", "1"];

    /// <summary>The first contradiction; null if there is none.</summary>
    public static Outcome? Find(TwoStepProtocol protocol) => (
        from way in Ways(protocol)
        from sets in FiveSets.OfAnySize(protocol, way.Slow)
        from own in Owns
        let outcome = Theorem1.Run(protocol, sets, own, way.LeaderAnswers)
        where outcome.Fails != Fails.Nowhere
        select outcome with { Text = $"{sets}, own value {own}: {outcome.Text}" }).FirstOrDefault();

    /// <summary>
    /// How many acceptors in p3 a new leader does not hear: with n - f answers f, or f - 1 if the first leader is an acceptor that does
    /// not answer either; and what the first leader answers.
    /// </summary>
    private static (int Slow, string? LeaderAnswers)[] Ways(TwoStepProtocol protocol) =>
        protocol.LeaderIsAcceptor ? [(protocol.F - 1, null), (protocol.F, "0"), (protocol.F, "1")] : [(protocol.F, null)];
}
