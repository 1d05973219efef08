using BgpVerified.Kit;
using BgpVerified.Spec.Values;

namespace BgpVerified.Impl.Pbft;

/// <summary>
/// The machine that is replicated: a register. Each request writes a value of its own, its name, and returns what it overwrites, so that
/// results tell in which order requests were executed; a read returns the value and writes nothing.
/// </summary>
public static class Register
{
    /// <summary>What is read before anything is written.</summary>
    public const string Initial = "0";

    /// <summary>No result: the request had no effect.</summary>
    public const string None = "";

    /// <summary>The null request, which goes through the protocol like others and does nothing (section 4.4).</summary>
    public const string Null = "null";

    /// <summary>The value after what was executed.</summary>
    public static string Value(IEnumerable<Executed> log, PbftConfig config) =>
        log.LastOrDefault(entry => entry.Result != None && !config.IsRead(entry.Request))?.Request ?? Initial;

    /// <summary>Executes a request at a number.</summary>
    /// <remarks>
    /// Section 4.2: "replicas discard requests whose timestamp is lower than the timestamp in the last reply they sent to the client".
    /// A client of this model has one timestamp, so that it is: of each client one.
    /// </remarks>
    public static ValueList<Executed> Execute(ValueList<Executed> log, int number, string request, PbftConfig config)
    {
        var isOld = log.Any(entry => entry.Result != None && config.ClientOf(entry.Request) == config.ClientOf(request));
        var hasEffect = request != Null && config.Asks(PbftRule.ExecuteOnce, !isOld);
        return new(log.Append(new(number, request, hasEffect ? Value(log, config) : None)));
    }
}
