namespace BgpVerified.PropertyTests.Fab.LowerBound;

/// <summary>
/// A protocol drawn at random: each rule is a table over everything that the rule sees, with who said what. Only learning is given, if
/// wanted: what the acceptors say that were told one value, n - t of them or more, has that value learned, as (t,2)-step asks.
/// </summary>
internal sealed record RandomProtocol(int N, int F, int T, int Seed, bool LearnsInTwoSteps) : TwoStepProtocol(N, F, T)
{
    /// <inheritdoc/>
    public override object Says(int acceptor, string value) => $"{value}{Draw(4, "says", acceptor, value)}";

    /// <inheritdoc/>
    public override string? Learn(Heard heard) =>
        Fits(heard, "0") ? "0" : Fits(heard, "1") ? "1" : Value(Draw(3, "learn", heard));

    /// <inheritdoc/>
    public override object Answer(int acceptor, string value, Heard heard) => Draw(4, "answer", acceptor, value, heard);

    /// <inheritdoc/>
    public override string? Propose(Heard answers, string own) =>
        Draw(8, "propose", answers) switch { 0 => null, 1 or 2 => own, 3 or 4 or 5 => "0", _ => "1" };

    /// <inheritdoc/>
    public override bool Takes(int acceptor, string value, string proposed, Heard answers) =>
        Draw(64, "takes", acceptor, value, proposed, answers) > 0;

    /// <inheritdoc/>
    public override bool LearnedAfter(IReadOnlyList<int> acceptors, string proposed) => acceptors.Count >= N - F;

    private static string? Value(int drawn) => drawn < 2 ? $"{drawn}" : null;

    private bool Fits(Heard heard, string value) =>
        LearnsInTwoSteps && heard.Count >= N - T && heard.All.All(one => one.What.Equals(Says(one.Acceptor, value)));

    /// <summary>The same for the same input: a hash (FNV-1a, with a last mix), so that the table need not be written down.</summary>
    private int Draw(int many, params object[] seen)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var symbol in $"{Seed}: {string.Join('|', seen)}")
            {
                hash = (hash ^ symbol) * 1099511628211UL;
            }

            hash ^= hash >> 33;
            hash *= 0xff51afd7ed558ccdUL;
            return (int)((hash >> 33) % (ulong)many);
        }
    }
}
