using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Http;
using AccessReview.App.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AccessReview.App.MailReports;

/// <summary>Authenticates the sender of delivery reports: by an access token of Event Grid, or by the secret of one machine.</summary>
public sealed class MailReportSender(Issuer issuer, RateLimits limits, IOptions<MailReportsOptions> options)
{
    /// <summary>The header with the secret.</summary>
    public const string KeyHeader = "X-Mail-Report-Key";

    /// <summary>
    /// The role that Event Grid's token must have
    /// (https://learn.microsoft.com/azure/event-grid/secure-webhook-delivery).
    /// </summary>
    public const string Role = "AzureEventGridSecureWebhookSubscriber";

    /// <exception cref="ProblemException">Reports are off (404), or the sender is not authenticated (401).</exception>
    public async Task RequireAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!options.Value.IsEnabled)
            throw Problems.NotFound();
        if (HasKey(request) || await HasTokenAsync(request, cancellationToken))
            return;
        limits.CountGuess(request.HttpContext);
        throw Problems.Unauthorized("bad_sender");
    }

    private bool HasKey(HttpRequest request)
    {
        if (request.Headers[KeyHeader] is not [{ Length: > 0 } sent])
            return false;
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(sent));
        // All keys are always compared, so that the duration does not show which one matched.
        var holds = false;
        foreach (var key in options.Value.Keys)
            holds |= CryptographicOperations.FixedTimeEquals(bytes, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return holds;
    }

    private async Task<bool> HasTokenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (options.Value.ClientId is not { Length: > 0 } client || BearerToken.Of(request) is not { } text)
            return false;
        var check = await issuer.ValidateAsync(text, TokenUse.Access, () => limits.CountUnproven(request.HttpContext), cancellationToken);
        return check.Token is { } token && ClientOf(token) == client && RolesOf(token).Contains(Role, StringComparer.Ordinal);
    }

    private static string? ClientOf(JsonWebToken token) =>
        token.TryGetPayloadValue("azp", out string? azp) ? azp : token.TryGetPayloadValue("appid", out string? appId) ? appId : null;

    private static string[] RolesOf(JsonWebToken token) => token.TryGetPayloadValue("roles", out string[]? roles) ? roles ?? [] : [];
}
