using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace AccessReview.App.SignIn;

/// <summary>Changes the code that a browser brought back from the issuer into who it is that signed in there.</summary>
public sealed partial class IssuerTokens(HttpClient http, Issuer issuer, PendingSignIn pending, IOptions<SignInOptions> options, ILogger<IssuerTokens> logger)
{
    /// <summary>Null: the issuer does not stand by it, or says it of another sign-in.</summary>
    internal async Task<JsonWebToken?> RedeemAsync(string code, PendingSignIn.Began began, CancellationToken cancellationToken)
    {
        var published = await issuer.PublishedAsync(cancellationToken);
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

        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(published.TokenEndpoint), form, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            Log.Refused(logger, (int)answer.StatusCode);
            return null;
        }

        var tokens = await answer.Content.ReadFromJsonAsync<Tokens>(cancellationToken);
        var token = tokens?.IdToken is { } text ? await issuer.ValidateAsync(text, pending.ClientId, cancellationToken) : null;
        return token is not null && token.TryGetPayloadValue("nonce", out string? nonce) && nonce == began.Nonce ? token : null;
    }

    private sealed record Tokens([property: JsonPropertyName("id_token")] string? IdToken);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The issuer's token endpoint answered {Status}")]
        public static partial void Refused(ILogger logger, int status);
    }
}
