using System.Reflection;
using BgpVerified.Mutants.Subjects;

namespace BgpVerified.Mutants.Mutation;

/// <summary>The switch in a compiled project that says which mutant runs, and its notes of the members that ran.</summary>
internal sealed class MutantSwitch
{
    private const string TypeName = "MutantMarks";

    private readonly bool[] seen;
    private readonly FieldInfo active;
    private readonly FieldInfo entered;
    private readonly FieldInfo stop;

    public MutantSwitch(SubjectContext context, string project)
    {
        var type = context.Project(project).GetType(TypeName)!;
        seen = (bool[])type.GetField("Seen")!.GetValue(null)!;
        active = type.GetField("Active")!;
        entered = type.GetField("Entered")!;
        stop = type.GetField("Stop")!;
    }

    /// <summary>The members that ran since they were last forgotten.</summary>
    public HashSet<int> Seen => [.. seen.Index().Where(mark => mark.Item).Select(mark => mark.Index)];

    public static string Mark(int member) => $"global::{TypeName}.At({member});";

    public static string If(int mutant) => $"if (global::{TypeName}.Active == {mutant} && global::{TypeName}.Enter())";

    public static string Source(int members) => $$"""
        public static class {{TypeName}}
        {
            public static readonly bool[] Seen = new bool[{{members}}];
            public static volatile int Active;
            public static volatile bool Stop;
            public static volatile bool Entered;
            public static bool Enter() => Entered = true;
            public static void At(int member)
            {
                Seen[member] = true;
                if (Stop) throw new System.OperationCanceledException("did not come back");
            }
        }
        """;

    public void Forget() => Array.Clear(seen);

    /// <summary>Has a mutant run from now on; 0 for none.</summary>
    public void Activate(int mutant)
    {
        active.SetValue(null, mutant);
        if (mutant > 0)
        {
            entered.SetValue(null, false);
        }
    }

    /// <summary>Whether the last mutant did run.</summary>
    public bool WasEntered => (bool)entered.GetValue(null)!;

    /// <summary>Whether whatever runs is to end with an exception at its next mark.</summary>
    public void Stop(bool value) => stop.SetValue(null, value);
}
