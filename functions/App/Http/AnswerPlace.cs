using System.Security.Cryptography;
using System.Text;
using AccessReview.Domain.Directory;
using Microsoft.AspNetCore.Http;

namespace AccessReview.App.Http;

/// <summary>Where an answer is kept: by caller, route and key, none of which a table's key could hold as they are.</summary>
internal sealed record AnswerPlace(string Partition, string Row, string BodyHash)
{
    public string OnceKey => $"{Partition}{Row}";

    public static AnswerPlace Of(UserId caller, HttpRequest request, string key, ReadOnlySpan<byte> body) => new(
        Hash($"{caller}\n{request.Method} {request.Path}{request.QueryString}")[..32],
        Hash(key)[..32],
        Convert.ToHexStringLower(SHA256.HashData(body)));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
