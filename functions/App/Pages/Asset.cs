using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace AccessReview.App.Pages;

/// <summary>A static file of the pages. Its URL contains its hash, so browsers can cache it forever and still get every change.</summary>
internal sealed record Asset(string Name, string Type, byte[] Content)
{
    private const string Prefix = "Assets/";

    private static readonly FrozenDictionary<string, Asset> ByFileName = Load().ToFrozenDictionary(asset => asset.Name);
    private static readonly FrozenDictionary<string, Asset> ByName = ByFileName.Values.ToFrozenDictionary(asset => asset.HashedName);

    public string HashedName { get; } = $"{Path.GetFileNameWithoutExtension(Name)}.{Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}{Path.GetExtension(Name)}";

    public static string AddressOf(string fileName) => $"/assets/{ByFileName[fileName].HashedName}";

    public static Asset? Find(string hashedName) => ByName.GetValueOrDefault(hashedName);

    private static IEnumerable<Asset> Load()
    {
        var assembly = typeof(Asset).Assembly;
        var parts = assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        // The style sheet of all pages has a part for each topic: "Assets/site.css/10-base.css".
        foreach (var asset in parts.GroupBy(part => part[Prefix.Length..].Split('/')[0]))
            yield return new Asset(asset.Key, TypeOf(asset.Key), [.. asset.SelectMany(part => Read(assembly, part))]);
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!; // The resource exists.
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
