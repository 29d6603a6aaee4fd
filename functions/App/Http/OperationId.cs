using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;

namespace AccessReview.App.Http;

/// <summary>
/// The id of one request of one caller, the same each time the request is sent.
/// Event rows carry it and ids are derived from it, so that a repeated request has no second effect.
/// </summary>
/// <param name="Value">32 lower-case hexadecimal digits.</param>
/// <param name="BegunAt">When the request was first sent.</param>
/// <param name="IsRepeatable">False: it was sent without a key, so no earlier attempt can be recognized.</param>
public sealed record OperationId(string Value, DateTimeOffset BegunAt, bool IsRepeatable)
{
    private const int Length = 32;

    /// <summary>Derives the id for every request with a key, whether from HTTP, a form or a chat.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="route">The route; the same key on another route is another request.</param>
    /// <param name="key">The caller's key.</param>
    /// <param name="body">The body; the same key with another body is another request.</param>
    public static string Derive(UserId caller, string route, string key, ReadOnlySpan<byte> body) =>
        Hash($"{caller}\n{route}\n{key}\n{Convert.ToHexStringLower(SHA256.HashData(body))}");

    /// <inheritdoc cref="Derive(UserId, string, string, ReadOnlySpan{byte})"/>
    public static string Derive(UserId caller, string route, string key, string body = "") => Derive(caller, route, key, Encoding.UTF8.GetBytes(body));

    /// <summary>A new id for a request without a key.</summary>
    public static OperationId New(DateTimeOffset at) => new(Guid.CreateVersion7().ToString("N"), at, false);

    /// <summary>The id of one item of a batch request.</summary>
    public OperationId Item(int index) => Item(index.ToString(CultureInfo.InvariantCulture));

    /// <inheritdoc cref="Item(int)"/>
    public OperationId Item(string name) => this with { Value = Hash($"{Value}\n{name}") };

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..Length];
}
