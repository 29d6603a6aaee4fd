using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using AccessReview.App.Tests.Campaigns;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.EvidencePacks;

/// <summary>A downloaded pack as its files, which a test can change.</summary>
internal sealed class APack
{
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private readonly byte[] _zip;

    private APack(byte[] zip, string keys)
    {
        (_zip, Keys) = (zip, keys);
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            _files.Add(entry.FullName, content.ToArray());
        }
    }

    /// <summary>The public keys, as the app publishes them.</summary>
    public string Keys { get; }

    public IEnumerable<string> Names => _files.Keys;

    public static async Task<APack> DownloadAsync(TheApp app, ACampaign campaign, string by = "aud")
    {
        using var answer = await app.As(by).Http.GetAsync($"/api/v1/campaigns/{campaign.Id}/evidence");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/zip", answer.Content.Headers.ContentType!.MediaType);
        return await OfAsync(app, await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>A pack that the app has stored.</summary>
    public static async Task<APack> OfAsync(TheApp app, byte[] zip)
    {
        using var anybody = app.Client();
        return new APack(zip, await anybody.GetStringAsync("/api/v1/evidence-keys"));
    }

    public APack Copy() => new(_zip, Keys);

    public byte[] Bytes(string name) => _files[name];

    public string Text(string name) => Encoding.UTF8.GetString(_files[name]);

    public IReadOnlyList<JsonElement> Lines(string name) => [.. Text(name).TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];

    public JsonElement Item(string person, string entitlement) => Lines("items.jsonl").Single(item =>
        item.GetProperty("person").GetProperty("id").GetString() == person && item.GetProperty("access").GetProperty("entitlementName").GetString() == entitlement);

    public void Change(string name, Func<byte[], byte[]?> change)
    {
        if (change([.. _files[name]]) is { } changed)
            _files[name] = changed;
        else
            _files.Remove(name);
    }

    public void Add(string name, string text) => _files.Add(name, Encoding.UTF8.GetBytes(text));

    /// <summary>What the program says, and its exit code.</summary>
    /// <param name="keys">Public keys; null: those that the app publishes; empty: none are given.</param>
    public (int Code, string Output, string Errors) Verify(string? keys = null)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("evidence-");
        try
        {
            var (path, keyPath) = (Path.Combine(folder.FullName, "pack.zip"), Path.Combine(folder.FullName, "keys"));
            using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
            {
                foreach (var (name, content) in _files)
                {
                    using var stream = archive.CreateEntry(name).Open();
                    stream.Write(content);
                }
            }

            File.WriteAllText(keyPath, keys ?? Keys);
            using var output = new StringWriter();
            using var errors = new StringWriter();
            return (Verifier.Program.Run(keys is "" ? [path] : [path, "--key", keyPath], output, errors), output.ToString(), errors.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
