using System.Reflection;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.Kit;

/// <summary>The state of a process. It must be an immutable value: a record of records, numbers, text, ValueList and ValueSet.</summary>
/// <param name="Id">Whose state it is.</param>
public abstract record ProcessState(ProcessId Id) : IDescribed
{
    /// <summary>What a trace shows of it: every property of the record but its name, unless a protocol says otherwise.</summary>
    public virtual IEnumerable<(string Name, string Value)> Fields =>
        from property in GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.Name is not (nameof(Id) or nameof(Fields)) && property.GetIndexParameters().Length == 0
        select (char.ToLowerInvariant(property.Name[0]) + property.Name[1..], Shown(property.GetValue(this)));

    /// <summary>The same state as another process of the role would have it.</summary>
    /// <param name="to">The process.</param>
    /// <returns>The state, with every mention of this process replaced.</returns>
    public virtual ProcessState Renamed(ProcessId to) => this with { Id = to };

    private static string Shown(object? value) => value switch
    {
        null => "-",
        bool yes => yes ? "yes" : "no",
        _ => value.ToString() ?? "-",
    };
}
