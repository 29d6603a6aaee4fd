using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Http;

/// <summary>
/// Identifies one request of one caller, however often it is sent. Event rows carry it and identifiers are derived from it, so
/// that doing the request again is doing it once.
/// </summary>
/// <param name="Value">32 lower-case hexadecimal digits.</param>
/// <param name="BegunAt">When the request was sent for the first time.</param>
/// <param name="IsRepeatable">False: it was sent without a key, so nothing that was done before can carry it.</param>
public sealed record OperationId(string Value, DateTimeOffset BegunAt, bool IsRepeatable)
{
    private const int Length = 32;

    /// <summary>The one derivation for everything that is sent with a key, over HTTP, by a form or from Slack.</summary>
    /// <param name="caller">Who sends it.</param>
    /// <param name="route">To what: the same key on another route is another request.</param>
    /// <param name="key">What the caller calls the request.</param>
    /// <param name="body">What the caller sends: another body is never taken for a repetition.</param>
    public static string Derive(UserId caller, string route, string key, ReadOnlySpan<byte> body) =>
        Hash($"{caller}\n{route}\n{key}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");

    /// <inheritdoc cref="Derive(UserId, string, string, ReadOnlySpan{byte})"/>
    public static string Derive(UserId caller, string route, string key, string body = "") => Derive(caller, route, key, Encoding.UTF8.GetBytes(body));

    /// <summary>For a request without a key.</summary>
    public static OperationId New(DateTimeOffset at) => new(Guid.CreateVersion7().ToString("N"), at, false);

    /// <summary>One item of a request that asks for many.</summary>
    public OperationId Item(int index) => this with { Value = Hash($"{Value}\n{index.ToString(CultureInfo.InvariantCulture)}") };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Length];
}
