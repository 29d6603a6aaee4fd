using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.SignIn;

/// <summary>
/// The issuer's metadata. All concurrent callers share one request, so an issuer that does not respond delays each of them by one timeout at most.
/// For a few seconds after a failure callers get the failure without a new request.
/// </summary>
public sealed partial class IssuerMetadata(
    IssuerDocuments documents, IOptions<SignInOptions> options, TimeProvider clock, ILogger<IssuerMetadata> logger)
{
    /// <summary>After this time the metadata is read again. A key that the issuer withdraws remains valid for at most this long.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>While the issuer does not respond, its last metadata stays valid for this long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    /// <summary>Tokens with unknown keys cause at most one request in this time, for all callers together.</summary>
    public static readonly TimeSpan BetweenRenewals = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    private (OpenIdConnectConfiguration Published, DateTimeOffset At)? _known;
    private Task<OpenIdConnectConfiguration?>? _fetch;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _renewedAt = DateTimeOffset.MinValue;

    /// <param name="beforeCall">Called before the issuer is waited for; may throw.</param>
    /// <param name="cancellationToken">Ends the wait but not the request, because other callers wait for it too.</param>
    /// <returns>The metadata, and whether it was read just now.</returns>
    /// <exception cref="ProblemException">The issuer does not respond: 503.</exception>
    public async Task<(OpenIdConnectConfiguration Published, bool IsNew)> GetAsync(Action? beforeCall, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            if (_known is { } known && IsWithin(known.At, Fresh, now))
                return (known.Published, false);
            if (_fetch is null && IsWithin(_failedAt, AfterFailure, now))
                return (Last(now) ?? throw Unreachable(), true);
        }

        beforeCall?.Invoke();
        return (await JoinAsync(cancellationToken) ?? Last(now) ?? throw Unreachable(), true);
    }

    /// <summary>
    /// Reads the metadata again because a key is not in <paramref name="seen"/>.
    /// Returns <paramref name="seen"/> if it was read a moment ago.
    /// </summary>
    /// <param name="seen">The metadata without the key.</param>
    /// <param name="isOurs">The token came from the issuer itself, not from a stranger, so the minimum interval does not apply.</param>
    /// <param name="beforeCall">As for <see cref="GetAsync"/>.</param>
    /// <param name="cancellationToken">As for <see cref="GetAsync"/>.</param>
    /// <exception cref="ProblemException">The issuer does not respond: 503.</exception>
    public async Task<OpenIdConnectConfiguration> RenewAsync(
        OpenIdConnectConfiguration seen, bool isOurs, Action? beforeCall, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (Instead(seen, isOurs, now) is { } known)
            return known;
        beforeCall?.Invoke();
        lock (_lock)
        {
            if (Instead(seen, isOurs, now) is { } meanwhile)
                return meanwhile;
            _renewedAt = now;
        }

        return await JoinAsync(cancellationToken) ?? throw Unreachable();
    }

    /// <summary>Returns the metadata to use without a request, or null if a request is needed.</summary>
    private OpenIdConnectConfiguration? Instead(OpenIdConnectConfiguration seen, bool isOurs, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_known is { } known && known.Published != seen)
                return known.Published;
            return _fetch is null && !isOurs && IsWithin(_renewedAt, BetweenRenewals, now) ? seen : null;
        }
    }

    /// <summary>Returns null if there was no response.</summary>
    private Task<OpenIdConnectConfiguration?> JoinAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return (_fetch ??= FetchAsync()).WaitAsync(cancellationToken);
    }

    private async Task<OpenIdConnectConfiguration?> FetchAsync()
    {
        await Task.Yield(); // The caller that starts the request holds the lock.
        OpenIdConnectConfiguration? published = null;
        try
        {
            var authority = options.Value.Authority ?? throw new InvalidOperationException("There is no SignIn:Authority.");
            published = await documents.ReadAsync(authority);
        }
        // Any unreadable response is logged, and all waiting callers are asked to try again later.
#pragma warning disable CA1031
        catch (Exception failed)
#pragma warning restore CA1031
        {
            Log.Failed(logger, failed);
        }

        lock (_lock)
        {
            _fetch = null;
            if (published is null)
                _failedAt = clock.GetUtcNow();
            else
                _known = (published, clock.GetUtcNow());
        }

        return published;
    }

    private OpenIdConnectConfiguration? Last(DateTimeOffset now) =>
        _known is { } known && IsWithin(known.At, Kept, now) ? known.Published : null;

    // If the clock goes back, nothing must stay valid for longer.
    private static bool IsWithin(DateTimeOffset since, TimeSpan time, DateTimeOffset now) => since <= now && now - since < time;

    internal static ProblemException Unreachable() => new(
        StatusCodes.Status503ServiceUnavailable,
        "issuer_unreachable",
        Say($"The sign-in service does not answer."),
        Say($"Nothing was changed. Try again in a few seconds."))
    {
        RetryAfter = AfterFailure,
    };

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The issuer's metadata could not be read")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
