using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Keys;
using AccessReview.App.Store;

namespace AccessReview.App.Audit;

/// <summary>Where a task's chain of events stood.</summary>
/// <param name="Version">Its newest event then.</param>
/// <param name="Hash">That event's hash, which covers all events before it.</param>
public sealed record ChainHead(string Task, long Version, string Hash);

/// <summary>
/// What happened in an hour, told by the heads of the chains that grew. A chain alone does not show that it was made anew
/// from its first link, or that its end was cut off; a digest outside the tables does. Each names the one before.
/// </summary>
/// <param name="Chain">The row of digests that this one belongs to.</param>
/// <param name="Hour">See <see cref="AuditHour"/>.</param>
/// <param name="Previous">The hash of the digest before; empty for the first.</param>
/// <param name="Heads">By task.</param>
public sealed record Digest(string Chain, string Hour, string Previous, IReadOnlyList<ChainHead> Heads)
{
    /// <summary>The name under which it is kept.</summary>
    public static string NameOf(string chain, string hour) => $"{chain}/{hour[..4]}/{hour[4..6]}/{hour[6..8]}/{hour[8..]}.json";

    /// <summary>One line of JSON, one of the key's name and the signature over the first.</summary>
    public byte[] Sign(string keyName, byte[] key)
    {
        var body = RowJson.Write(this);
        return Encoding.UTF8.GetBytes($"{body}\n{keyName} {Base64Url.EncodeToString(Mac(body, key))}\n");
    }

    /// <summary>Of the first line: whichever key has signed it, it is the same digest.</summary>
    public static string HashOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file[..Math.Max(file.IndexOf((byte)'\n'), 0)]));

    /// <summary>Null, with what is wrong, for what no key of ours has signed.</summary>
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
