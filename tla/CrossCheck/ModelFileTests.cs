using BgpVerified.Mirror;
using Xunit;

namespace BgpVerified.CrossCheck;

/// <summary>The files in tla/models are those of the list of models. With UPDATE_MODELS=1 they are written anew.</summary>
public class ModelFileTests
{
    private static readonly string Folder = Path.Combine(Repository.Tla, "models");

    [Fact]
    public void The_model_files_are_current()
    {
        var files = ModelList.All
            .SelectMany(model => new[] { ($"{model.Module}.tla", ModelFiles.Module(model)), ($"{model.Module}.cfg", ModelFiles.Configuration(model, properties: true)) })
            .Concat(Mirrors.All.DistinctBy(mirror => mirror.Module).Select(mirror => ($"{FlatModule.Name(mirror)}.tla", FlatModule.Text(mirror))))
            .ToDictionary(file => file.Item1, file => file.Item2);
        if (Environment.GetEnvironmentVariable("UPDATE_MODELS") == "1")
        {
            Directory.CreateDirectory(Folder);
            foreach (var (name, text) in files)
            {
                File.WriteAllText(Path.Combine(Folder, name), text);
            }
        }

        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(Folder, file.Key))));
    }
}
