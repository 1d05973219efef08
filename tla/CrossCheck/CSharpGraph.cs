using BgpVerified.Checker.Worlds;
using BgpVerified.Mirror;
using BgpVerified.Spec.Protocols;

namespace BgpVerified.CrossCheck;

/// <summary>The whole state graph of the C# handlers, explored plainly: no reduction, no remembered result.</summary>
internal static class CSharpGraph
{
    public static StateGraph Explore(ProtocolMirror mirror, ISystem system)
    {
        var graph = new StateGraph();
        var initial = World.Initial(system);
        var names = new Dictionary<World, string> { [initial] = mirror.StateOf(system, initial) };
        graph.Initial.Add(names[initial]);
        graph.Successors.Add(names[initial], []);
        var queue = new Queue<World>([initial]);
        while (queue.TryDequeue(out var world))
        {
            foreach (var (process, offer) in world.Offers().Where(found => !mirror.IsObserver(system.Processes[found.Process])))
            {
                var next = world.Take(process, offer.Input);
                if (next.Equals(world))
                {
                    continue;
                }

                if (!names.TryGetValue(next, out var name))
                {
                    name = mirror.StateOf(system, next);
                    names.Add(next, name);
                    graph.Successors.TryAdd(name, []);
                    queue.Enqueue(next);
                }

                graph.Add(names[world], name, $"{system.Processes[process].Name}: {offer.Input.KindName}");
            }
        }

        return names.Count == graph.Successors.Count
            ? graph
            : throw new InvalidOperationException($"{names.Count} worlds of the C# side are only {graph.Successors.Count} states of TLA+: the conversion loses something");
    }
}
