using YamlDotNet.RepresentationModel;

namespace AccessReview.Repository.Tests.Community;

/// <summary>A YAML file as GitHub reads it.</summary>
internal static class Yaml
{
    public static YamlMappingNode Read(string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(CheckedInFiles.Read(path)));
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    extension(YamlNode node)
    {
        /// <summary>Null: there is no such key.</summary>
        public YamlNode? At(string key) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;

        public string? Text(string key) => (node.At(key) as YamlScalarNode)?.Value;

        public IReadOnlyList<YamlNode> Items(string key) => node.At(key) is YamlSequenceNode list ? [.. list.Children] : [];

        public Dictionary<string, YamlNode> Entries(string key) =>
            node.At(key) is YamlMappingNode map ? map.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value ?? "", entry => entry.Value) : [];
    }
}
