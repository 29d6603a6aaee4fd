using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>The table key of a stored response: caller, route and Idempotency-Key, hashed because a table key cannot hold them as they are.</summary>
/// <param name="Operation">The value of the request's <see cref="OperationId"/>.</param>
internal sealed record IdempotencyRowKey(string Partition, string Row, string BodyHash, string Operation)
{
    public static IdempotencyRowKey Of(UserId caller, HttpRequest request, string key, ReadOnlySpan<byte> body)
    {
        var route = $"{request.Method} {request.Path}{request.QueryString}";
        return new(
            Hash($"{caller}\n{route}")[..32],
            Hash(key)[..32],
            Convert.ToHexStringLower(SHA256.HashData(body)),
            OperationId.Derive(caller, route, key, body));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
