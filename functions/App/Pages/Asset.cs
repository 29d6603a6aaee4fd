using System.Collections.Frozen;
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
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!; // The resource exists.
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return new Asset(resource[Prefix.Length..], TypeOf(resource), content);
        }
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
