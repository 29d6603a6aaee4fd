using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace AccessReview.Emulator.Tables;

/// <summary>
/// Verifies the signature of a request, in both schemes of the Table service. The age of the signed date is not checked,
/// because the emulator's clock may be weeks ahead of the client's.
/// </summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key</remarks>
internal static class SharedKey
{
    private static readonly byte[] Key = Convert.FromBase64String(DevelopmentAccount.Key);

    public static void Verify(HttpRequest request, string rawPath)
    {
        var authorization = request.Headers.Authorization.ToString();
        var space = authorization.IndexOf(' ', StringComparison.Ordinal);
        var scheme = space < 0 ? "" : authorization[..space];
        var signed = scheme switch
        {
            "SharedKeyLite" => $"{Date(request)}\n{Resource(request, rawPath)}",
            "SharedKey" => $"{request.Method}\n{request.Headers.ContentMD5}\n{request.Headers.ContentType}\n{Date(request)}\n{Resource(request, rawPath)}",
            _ => throw TableFaults.AuthenticationFailed(),
        };

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(signed), hash);
        var expected = $"{DevelopmentAccount.Name}:{Convert.ToBase64String(hash)}";
        var given = authorization[(space + 1)..].Trim();
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given)))
            throw TableFaults.AuthenticationFailed();
    }

    private static string Date(HttpRequest request) =>
        request.Headers.TryGetValue("x-ms-date", out var date) ? date.ToString() : request.Headers.Date.ToString();

    private static string Resource(HttpRequest request, string rawPath)
    {
        var comp = request.Query["comp"].ToString();
        return comp.Length == 0 ? $"/{DevelopmentAccount.Name}{rawPath}" : $"/{DevelopmentAccount.Name}{rawPath}?comp={comp}";
    }
}
