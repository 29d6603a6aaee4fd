using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Keys;
using AccessReview.App.Store;

namespace AccessReview.App.Audit;

/// <summary>The head of a task's event chain at one moment.</summary>
/// <param name="Version">The version of the newest event.</param>
/// <param name="Hash">That event's hash, which covers all events before it.</param>
public sealed record ChainHead(string Task, long Version, string Hash);

/// <summary>
/// The heads of all chains that changed in one hour. A chain alone does not show that it was rebuilt from its first event
/// or cut off at its end. A digest outside the tables does. Each digest names the previous one.
/// </summary>
/// <param name="Chain">The chain of digests that it belongs to.</param>
/// <param name="Hour">See <see cref="AuditHour"/>.</param>
/// <param name="Previous">The hash of the previous digest; empty for the first.</param>
/// <param name="Heads">In order of task id.</param>
public sealed record Digest(string Chain, string Hour, string Previous, IReadOnlyList<ChainHead> Heads)
{
    /// <summary>The name that it is stored under.</summary>
    public static string NameOf(string chain, string hour) => $"{chain}/{hour[..4]}/{hour[4..6]}/{hour[6..8]}/{hour[8..]}.json";

    /// <summary>Returns two lines: the JSON, then the key's name and the signature of the JSON.</summary>
    public byte[] Sign(string keyName, byte[] key)
    {
        var body = RowJson.Write(this);
        return Encoding.UTF8.GetBytes($"{body}\n{keyName} {Base64Url.EncodeToString(Mac(body, key))}\n");
    }

    /// <summary>The hash of the first line, so that it does not depend on the key.</summary>
    public static string HashOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file[..Math.Max(file.IndexOf((byte)'\n'), 0)]));

    /// <summary>Returns null, with the reason in <paramref name="fault"/>, if no known key has signed it.</summary>
    public static Digest? Read(ReadOnlySpan<byte> file, KeyRing keys, out string? fault)
    {
        fault = null;
        if (Encoding.UTF8.GetString(file).Split('\n') is not [var body, var seal, ""] || seal.Split(' ') is not [var name, var mac])
            fault = "malformed";
        else if (keys.Find(name) is not { } key)
            fault = "unknown_key";
        else if (!CryptographicOperations.FixedTimeEquals(Mac(body, key), Decode(mac)))
            fault = "bad_signature";
        else
            return RowJson.Read<Digest>(body);
        return null;
    }

    private static byte[] Mac(string body, byte[] key) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("audit-digest/1\n" + body));

    private static byte[] Decode(string mac) => Base64Url.IsValid(mac) ? Base64Url.DecodeFromChars(mac) : [];
}
