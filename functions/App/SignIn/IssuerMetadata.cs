using AccessReview.App.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.SignIn;

/// <summary>
/// What the issuer publishes about itself. It is fetched once for all who wait for it, so that an issuer that does not
/// answer holds nobody up for longer than one timeout; what is asked within seconds of a failure is answered without a call.
/// </summary>
public sealed partial class IssuerMetadata(
    IssuerDocuments documents, IOptions<SignInOptions> options, TimeProvider clock, ILogger<IssuerMetadata> logger)
{
    /// <summary>Fetched anew after so long: within it a key that the issuer withdraws stops counting.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>Where the issuer does not answer, what it said last counts for so long.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(2);

    /// <summary>Strangers' keys that nobody knows cause one fetch in so long, for all.</summary>
    public static readonly TimeSpan BetweenRenewals = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    private (OpenIdConnectConfiguration Published, DateTimeOffset At)? _known;
    private Task<OpenIdConnectConfiguration?>? _fetch;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _renewedAt = DateTimeOffset.MinValue;

    /// <param name="beforeCall">Called before anybody waits for the issuer; may throw.</param>
    /// <param name="cancellationToken">Ends the wait, not the call: others wait for it too.</param>
    /// <returns>What it says, and whether it was asked just now.</returns>
    /// <exception cref="ProblemException">The issuer does not answer: 503.</exception>
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
    /// Asks for a key that is not among those of <paramref name="seen"/>. Answers <paramref name="seen"/> where that was asked
    /// a moment ago.
    /// </summary>
    /// <param name="seen">What was known without it.</param>
    /// <param name="isOurs">It came from the issuer itself and not from a stranger: it does not wait for its turn.</param>
    /// <param name="beforeCall">As for <see cref="GetAsync"/>.</param>
    /// <param name="cancellationToken">As for <see cref="GetAsync"/>.</param>
    /// <exception cref="ProblemException">The issuer does not answer: 503.</exception>
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

    /// <summary>What is answered without a call, or null.</summary>
    private OpenIdConnectConfiguration? Instead(OpenIdConnectConfiguration seen, bool isOurs, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (_known is { } known && known.Published != seen)
                return known.Published;
            return _fetch is null && !isOurs && IsWithin(_renewedAt, BetweenRenewals, now) ? seen : null;
        }
    }

    /// <summary>Null: there was no answer.</summary>
    private Task<OpenIdConnectConfiguration?> JoinAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return (_fetch ??= FetchAsync()).WaitAsync(cancellationToken);
    }

    private async Task<OpenIdConnectConfiguration?> FetchAsync()
    {
        await Task.Yield(); // Whoever begins it holds the lock.
        OpenIdConnectConfiguration? published = null;
        try
        {
            var authority = options.Value.Authority ?? throw new InvalidOperationException("There is no SignIn:Authority.");
            published = await documents.ReadAsync(authority);
        }
        // Whatever an issuer answers that cannot be read: it is logged, and everybody who waits is told to come back.
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

    // A clock that went back must not keep anything for longer.
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
