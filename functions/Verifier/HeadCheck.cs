using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AccessReview.Verifier;

/// <summary>Computes again the hashes over the newest events of all histories when the campaign opened, closed, and was exported.</summary>
internal static class HeadCheck
{
    public static IEnumerable<string> Run(ZipArchive zip)
    {
        using var campaign = JsonDocument.Parse(Entries.Read(zip, "campaign.json") ?? throw new KeyNotFoundException("campaign.json is missing."));
        foreach (var moment in campaign.RootElement.GetProperty("heads").EnumerateObject())
        {
            if (HashAt(zip, moment.Value.GetProperty("at").GetDateTimeOffset()) != moment.Value.GetProperty("sha256").GetString())
                yield return $"campaign.json: the histories in events.jsonl are not those of the moment {moment.Name}.";
        }
    }

    private static string HashAt(ZipArchive zip, DateTimeOffset at)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (task, head) = ("", "");
        foreach (var line in Entries.TextLinesOf(zip, "events.jsonl"))
        {
            using var read = JsonDocument.Parse(line);
            using var happened = JsonDocument.Parse(read.RootElement.GetProperty("event").GetString() ?? "");
            var id = read.RootElement.GetProperty("task").GetString() ?? "";
            if (id != task)
                hash.AppendData(Encoding.UTF8.GetBytes(head));
            (task, head) = (id, id == task ? head : "");
            if (happened.RootElement.GetProperty("at").GetDateTimeOffset() <= at)
                head = string.Create(CultureInfo.InvariantCulture, $"{id} {read.RootElement.GetProperty("version").GetInt64()} {read.RootElement.GetProperty("hash").GetString()}\n");
        }

        hash.AppendData(Encoding.UTF8.GetBytes(head));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
