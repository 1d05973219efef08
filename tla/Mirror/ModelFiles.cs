using System.Text;

namespace BgpVerified.Mirror;

/// <summary>
/// The files with which TLC runs a model on the modules of <c>tla/</c>: a module of definitions, and a configuration file.
/// </summary>
public static class ModelFiles
{
    private const string Prefix = "Model";

    /// <summary>The module of a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Its text.</returns>
    public static string Module(Model model)
    {
        var text = new StringBuilder();
        text.Append($"---- MODULE {model.Module} ----\n(* {model.Name}: {model.Says}.  Written from models.json: see docs/TLA.md. "
            + $"*)\nEXTENDS {model.Mirror.Module}, TLC\n\n");
        foreach (var (name, value) in model.Mirror.Constants(model.Configuration()))
        {
            text.Append($"{Prefix}{name} == {value}\n");
        }

        return text.Append("====\n").ToString();
    }

    /// <summary>The configuration file of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="properties">Whether the properties are checked; without them the whole graph is explored, violated or not.</param>
    /// <returns>Its text.</returns>
    public static string Configuration(Model model, bool properties)
    {
        var constants = model.Mirror.Constants(model.Configuration())
            .Select(constant => $"    {constant.Name} <- {Prefix}{constant.Name}\n");
        var claims = properties
            ? $"INVARIANTS {string.Join(' ', model.Mirror.Invariants)}\n"
                + (model.Mirror.Steps.Count == 0 ? string.Empty
                    : $"PROPERTIES {string.Join(' ', model.Mirror.Steps.Select(step => step.Name))}\n")
            : string.Empty;
        return $"SPECIFICATION Spec\n{claims}CHECK_DEADLOCK FALSE\nCONSTANTS\n{string.Concat(constants)}";
    }
}
