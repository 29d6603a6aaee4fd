using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Keys;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;

namespace AccessReview.App.Links;

/// <summary>
/// The text of a signed link: <c>1.{key}.{payload}.{mac}</c>. Algorithm and format are fixed, so a forger cannot choose them.
/// It has only letters, digits and <c>. _ -</c>, because mail gateways rewrite other characters.
/// </summary>
public static class LinkToken
{
    public const int KeyBytes = KeyOptions.KeyBytes;
    public const int MaxCharacters = 512;

    private const string Version = "1";
    private const string Purpose = "review";
    private const int IdBytes = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static string Sign(LinkClaims claims, string keyName, ReadOnlySpan<byte> key)
    {
        var payload = Pack(claims);
        var token = $"{Version}.{keyName}.{Base64Url.EncodeToString(payload)}.{Base64Url.EncodeToString(Mac(keyName, payload, key))}";
        return token.Length <= MaxCharacters ? token : throw new ArgumentException("The claims are too long for a link.", nameof(claims));
    }

    /// <summary>Splits a token. Nothing in it is verified yet.</summary>
    public static bool TrySplit(string? token, [NotNullWhen(true)] out string? keyName, [NotNullWhen(true)] out byte[]? payload, [NotNullWhen(true)] out byte[]? mac)
    {
        (keyName, payload, mac) = (null, null, null);
        if (token is not { Length: > 0 and <= MaxCharacters } || token.Split('.') is not [Version, var name, var middle, var end] || !KeyOptions.IsName(name))
            return false;

        (keyName, payload, mac) = (name, Decode(middle), Decode(end));
        return payload is not null && mac is { Length: HMACSHA256.HashSizeInBytes };
    }

    /// <summary>Compares in constant time. The payload must not be used before this check.</summary>
    public static bool IsSignedBy(ReadOnlySpan<byte> key, string keyName, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> mac) =>
        CryptographicOperations.FixedTimeEquals(Mac(keyName, payload, key), mac);

    /// <summary>Returns null for a signed payload of another purpose or version.</summary>
    public static LinkClaims? Unpack(ReadOnlySpan<byte> payload)
    {
        var rest = payload;
        if (Text(ref rest) is not Purpose || Text(ref rest) is not { } tenant || Text(ref rest) is not { } task || Number(ref rest) is not { } generation
            || Text(ref rest) is not { } person || Number(ref rest) is not { } issued || Number(ref rest) is not { } expires || rest.Length != IdBytes)
        {
            return null;
        }

        return TaskId.IsWellFormed(task)
            ? new LinkClaims(tenant, TaskId.From(task), (int)generation, UserId.From(person), At(issued), At(expires), Convert.ToHexStringLower(rest))
            : null;
    }

    private static byte[] Pack(LinkClaims claims)
    {
        using var bytes = new MemoryStream(192);
        Write(bytes, Purpose);
        Write(bytes, claims.Tenant);
        Write(bytes, claims.Task.Value);
        Write(bytes, claims.Generation);
        Write(bytes, claims.Person.Value);
        Write(bytes, claims.IssuedAt.ToUnixTimeSeconds());
        Write(bytes, claims.ExpiresAt.ToUnixTimeSeconds());
        bytes.Write(Convert.FromHexString(claims.Id));
        return bytes.ToArray();
    }

    private static byte[] Mac(string keyName, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> key)
    {
        var prefix = Encoding.ASCII.GetBytes($"art-link/1\n{keyName}");
        return HMACSHA256.HashData(key, [.. prefix, .. payload]);
    }

    /// <summary>Returns null unless the text is the canonical encoding of its bytes: no padding, no spaces, no unused bits.</summary>
    private static byte[]? Decode(string text)
    {
        if (text.Length == 0 || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return Base64Url.EncodeToString(bytes) == text ? bytes : null;
    }

    private static void Write(MemoryStream bytes, string text)
    {
        var utf8 = StrictUtf8.GetBytes(text);
        if (utf8.Length > byte.MaxValue)
            throw new ArgumentException("An identifier in a link has at most 255 bytes.", nameof(text));
        bytes.WriteByte((byte)utf8.Length);
        bytes.Write(utf8);
    }

    private static void Write(MemoryStream bytes, long number)
    {
        Span<byte> eight = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(eight, number);
        bytes.WriteByte(8);
        bytes.Write(eight);
    }

    private static string? Text(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] == 0 || rest.Length <= rest[0])
            return null;
        var text = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
        rest = rest[(rest[0] + 1)..];
        return text;
    }

    private static long? Number(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 9 || rest[0] != 8)
            return null;
        var number = BinaryPrimitives.ReadInt64BigEndian(rest.Slice(1, 8));
        rest = rest[9..];
        return number is >= 0 and <= 253_402_300_799 ? number : null;
    }

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
