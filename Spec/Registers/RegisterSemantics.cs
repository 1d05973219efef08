using BgpVerified.Spec.Values;

namespace BgpVerified.Spec.Registers;

/// <summary>The register's operations, O1 to O8, and its consistency semantics, C1 to C3, as predicates of its history.</summary>
/// <remarks>The Paxos Register, section 4.1; the names are the paper's.</remarks>
public static class RegisterSemantics
{
    /// <summary>O1: "if a read returns a token, the read's timestamp is the returned token's timestamp".</summary>
    /// <param name="read">A read.</param>
    /// <returns>True if it holds of it.</returns>
    public static bool O1(ReadOperation read) => read.Token is null || read.Token.Timestamp == read.Timestamp;

    /// <summary>O2: "a write's timestamp is the timestamp of the write's token".</summary>
    /// <param name="write">A write.</param>
    /// <returns>True if it holds of it.</returns>
    public static bool O2(WriteOperation write) => write.Token is null || write.Token.Timestamp == write.Written.Timestamp;

    /// <summary>
    /// O3 and O4: a write is visible only if it is legal, that is, if its token's value is ⊥ or the value that it writes.
    /// Asked of every write that a correct process issues or takes: these can become visible.
    /// </summary>
    /// <param name="write">A write.</param>
    /// <returns>True if it is legal.</returns>
    public static bool O3AndO4(WriteOperation write) => write.IsLegal;

    /// <summary>O5 and O6: what <c>acknowledged</c> returns, and only that, is total, and corresponds to visible writes.</summary>
    /// <param name="history">The history.</param>
    /// <param name="acknowledged">What the learners' <c>acknowledged</c> has returned.</param>
    /// <returns>True if it holds.</returns>
    public static bool O5AndO6(RegisterHistory history, IEnumerable<TimestampedValue> acknowledged) =>
        acknowledged.All(history.Total.Contains) && history.Total.All(history.Visible.Contains);

    /// <summary>O7: "if a write is total, no other write for the same timestamp can be visible".</summary>
    /// <param name="history">The history.</param>
    /// <returns>True if it holds.</returns>
    public static bool O7(RegisterHistory history) =>
        history.Total.All(total => history.Visible.All(visible => visible.Timestamp != total.Timestamp || visible == total));

    /// <summary>
    /// O8, read literally: "every write begins as partial and ends either when it becomes total or when an overlapping
    /// write with higher timestamp ends, whichever occurs first". So a total write stays total, and a write that has
    /// ended as a partial one stays partial.
    /// </summary>
    /// <remarks>
    /// That the two writes overlap need not be asked: a quorum that makes the lower write total shares an acceptor with
    /// the quorum that made the higher one total, and that acceptor took the lower write first.
    /// </remarks>
    /// <param name="before">The history before a step.</param>
    /// <param name="after">The history after it.</param>
    /// <returns>True if the step keeps to it.</returns>
    public static bool O8(RegisterHistory before, RegisterHistory after) =>
        O8WithoutEnds(before, after)
        && after.Total.All(write => before.Total.Contains(write) || before.Total.All(ended => ended.Timestamp < write.Timestamp));

    /// <summary>
    /// What holds of O8: a total write stays total. A write may become total after one with a higher timestamp has; both
    /// then write the same value.
    /// </summary>
    /// <param name="before">The history before a step.</param>
    /// <param name="after">The history after it.</param>
    /// <returns>True if the step keeps to it.</returns>
    public static bool O8WithoutEnds(RegisterHistory before, RegisterHistory after) => before.Total.All(after.Total.Contains);

    /// <summary>C1: "writes are ordered by increasing timestamp": an acceptor takes them in that order.</summary>
    /// <param name="taken">The writes that one acceptor took, in the order in which it took them.</param>
    /// <returns>True if their timestamps never fall.</returns>
    public static bool C1(IReadOnlyList<TimestampedValue> taken) =>
        Enumerable.Range(1, Math.Max(0, taken.Count - 1)).All(i => taken[i - 1].Timestamp <= taken[i].Timestamp);

    /// <summary>
    /// C2: "a total write precedes a read if the read returns a higher timestamp". So a read returns the value of the last
    /// total write with a lower timestamp, or of a write that could be read and whose timestamp lies between the two.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <returns>True if it holds.</returns>
    public static bool C2(RegisterHistory history) => Tokens(history).All(token =>
        history.LastTotalBefore(token.Timestamp) is not { } last
        || last.Value == token.Value
        || history.Readable.Any(write => write.Value == token.Value && write.Timestamp > last.Timestamp
            && write.Timestamp <= token.Timestamp));

    /// <summary>
    /// C3: "a read precedes a write (whether partial or total) if the read's timestamp is lower than the write's". So no
    /// read returns a value that only writes with higher timestamps write.
    /// </summary>
    /// <param name="history">The history.</param>
    /// <returns>True if it holds.</returns>
    public static bool C3(RegisterHistory history) => Tokens(history).All(token =>
        token.Value is null || history.Readable.Any(write => write.Value == token.Value && write.Timestamp <= token.Timestamp));

    private static IEnumerable<Token> Tokens(RegisterHistory history) => history.Reads.Select(read => read.Token).OfType<Token>();
}

/// <summary>The write-once register that tokens make of a Paxos register, and what a token proves.</summary>
public static class WriteOnceRegister
{
    /// <summary>Write-once: all total writes write the same value, so that the register's value changes at most once.</summary>
    /// <remarks>The Paxos Register, section 4.2.</remarks>
    /// <param name="history">The history.</param>
    /// <returns>True if it holds.</returns>
    public static bool WrittenOnce(RegisterHistory history) => history.Total.Select(write => write.Value).Distinct().Count() <= 1;

    /// <summary>
    /// Theorem 1: "if write(v, tok) is the first write that is total, then all writes with timestamp ts' > ts also write v,
    /// where ts is tok's timestamp".
    /// </summary>
    /// <remarks>Asked of every total write, not only of the first: it is the stronger statement that is proven by induction.</remarks>
    /// <param name="history">The history.</param>
    /// <returns>True if it holds.</returns>
    public static bool Theorem1(RegisterHistory history) => history.Total.All(total =>
        history.Writes.All(write => write.Timestamp <= total.Timestamp || write.Value == total.Value));

    /// <summary>
    /// What a token proves. "A token for value v and timestamp ts proves that some proposer visibly wrote v for timestamp
    /// ts' &lt; ts, and that every write for timestamp ts'' is not nor ever will be total, where ts' &lt; ts'' &lt; ts. A
    /// token for value ⊥ and timestamp ts proves that every write for ts' &lt; ts is not nor ever will be total."
    /// </summary>
    /// <remarks>The Paxos Register, section 8. Asked in every state; "nor ever will be" is asked in the later ones.</remarks>
    /// <param name="history">The history.</param>
    /// <returns>True if every token returned so far proves what it should.</returns>
    public static bool TokensProve(RegisterHistory history) => history.Reads.Select(read => read.Token).OfType<Token>().All(token =>
    {
        var total = history.Total.Where(write => write.Timestamp < token.Timestamp);
        return token.Value is null
            ? !total.Any()
            : history.Readable.Any(write =>
                write.Value == token.Value && write.Timestamp < token.Timestamp && total.All(other => other.Timestamp <= write.Timestamp));
    });
}

/// <summary>Consensus over a register (section 3; the protocol is that of Figure 3).</summary>
public static class RegisterConsensus
{
    /// <summary>Validity: "if a correct learner decides value v, then some proposer wrote v".</summary>
    /// <param name="decided">What the learners have decided; null for nothing yet.</param>
    /// <param name="written">What proposers wrote.</param>
    /// <returns>True if it holds.</returns>
    public static bool Validity(IEnumerable<string?> decided, ValueSet<string> written) =>
        decided.All(value => value is null || written.Contains(value));

    /// <summary>Integrity: "a correct learner decides at most one value".</summary>
    /// <param name="before">What one learner had decided before a step; null for nothing.</param>
    /// <param name="after">What it has decided after it.</param>
    /// <returns>True if the step keeps to it.</returns>
    public static bool Integrity(string? before, string? after) => before is null || before == after;

    /// <summary>Agreement: "no two correct learners decide different values".</summary>
    /// <param name="decided">What the learners have decided; null for nothing yet.</param>
    /// <returns>True if it holds.</returns>
    public static bool Agreement(IEnumerable<string?> decided) => decided.OfType<string>().Distinct().Count() <= 1;

    /// <summary>Termination: "all correct learners eventually decide"; asked where nothing fair is left to happen.</summary>
    /// <param name="decided">What the learners have decided; null for nothing.</param>
    /// <returns>True if it holds.</returns>
    public static bool Termination(IEnumerable<string?> decided) => decided.All(value => value is not null);
}
