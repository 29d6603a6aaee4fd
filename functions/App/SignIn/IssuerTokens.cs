using System.Text.Json;
using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AccessReview.App.SignIn;

/// <summary>Exchanges the authorization code from the issuer's redirect for the ID token.</summary>
public sealed partial class IssuerTokens(HttpClient http, Issuer issuer, PendingSignIn pending, IOptions<SignInOptions> options, ILogger<IssuerTokens> logger)
{
    /// <summary>Returns null if the issuer refuses the code, or if the token belongs to another sign-in.</summary>
    /// <exception cref="ProblemException">The issuer does not respond, or its response is unreadable: 503.</exception>
    internal async Task<JsonWebToken?> RedeemAsync(string code, PendingSignIn.Began began, CancellationToken cancellationToken)
    {
        var published = await issuer.PublishedAsync(cancellationToken);
        using var form = new FormUrlEncodedContent(FieldsOf(code, began));
        var text = await PostAsync(new Uri(published.TokenEndpoint), form, cancellationToken) is { } answer ? TokenIn(answer) : null;
        var token = text is null ? null : (await issuer.ValidateAsync(text, TokenUse.Identity, null, cancellationToken)).Token;
        return token is not null && TokenRules.Claim(token, "nonce") == began.Nonce ? token : null;
    }

    private Dictionary<string, string> FieldsOf(string code, PendingSignIn.Began began)
    {
        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = pending.Callback.AbsoluteUri,
            ["client_id"] = pending.ClientId,
            ["code_verifier"] = began.Verifier,
        };
        if (options.Value.ClientSecret is { Length: > 0 } secret)
            fields["client_secret"] = secret;
        return fields;
    }

    /// <summary>Returns null if the issuer refused.</summary>
    private async Task<byte[]?> PostAsync(Uri address, HttpContent form, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.PostAsync(address, form, cancellationToken);
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            Log.Refused(logger, (int)answer.StatusCode);
            // Redirects are not followed: they would send the code to another URL.
            var status = (int)answer.StatusCode;
            return status is >= StatusCodes.Status400BadRequest and < StatusCodes.Status500InternalServerError and not StatusCodes.Status429TooManyRequests
                ? null
                : throw IssuerMetadata.Unreachable();
        }
        catch (Exception lost) when (IsLost(lost, cancellationToken))
        {
            Log.Unreadable(logger, lost);
            throw IssuerMetadata.Unreachable();
        }
    }

    private static bool IsLost(Exception failure, CancellationToken cancellationToken) =>
        failure is HttpRequestException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <summary>Returns null if the response contains no token.</summary>
    private string? TokenIn(byte[] answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer);
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("id_token", out var token) && token.ValueKind == JsonValueKind.String)
                return token.GetString();
            Log.WithoutToken(logger);
            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            Log.Unreadable(logger, broken);
            throw IssuerMetadata.Unreachable();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The issuer's token endpoint answered {Status}")]
        public static partial void Refused(ILogger logger, int status);

        [LoggerMessage(LogLevel.Error, "The issuer's token endpoint gave no readable answer")]
        public static partial void Unreadable(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "The issuer's token endpoint answered without an id_token; check that SignIn:Scope contains openid")]
        public static partial void WithoutToken(ILogger logger);
    }
}
