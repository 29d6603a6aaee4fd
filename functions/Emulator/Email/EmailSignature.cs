using System.Security.Cryptography;
using System.Text;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AccessReview.Emulator.Email;

/// <summary>
/// Checks that a request was signed with the development key, as the service does:
/// https://learn.microsoft.com/rest/api/communication/authentication.
/// </summary>
internal static class EmailSignature
{
    /// <summary>Base64, as in a connection string. It is public, like the key of the storage emulator.</summary>
    public const string AccessKey = "ZGV2ZWxvcG1lbnQ=";

    private const string Scheme = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    /// <exception cref="RequestFailedException">401: the signature is missing, wrong, or belongs to another body.</exception>
    public static void Verify(HttpRequest request, byte[] body)
    {
        var hash = Convert.ToBase64String(SHA256.HashData(body));
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var text = $"{request.Method}\n{target}\n{request.Headers["x-ms-date"]};{request.Host};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AccessKey), Encoding.UTF8.GetBytes(text)));
        var given = Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Scheme + signature)))
            throw EmailResponses.Refusal(401, new EmailProblem("Denied", "Denied by the resource provider."));
    }
}
