using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Http;
using AccessReview.App.Notifications;
using AccessReview.Domain.Directory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static AccessReview.App.Text.Language;

namespace AccessReview.App.SignIn;

/// <summary>
/// Mails a sign-in link to the user with this address. The caller does not learn whether there is such a user.
/// Everybody can request links, so there is a limit per user and in total. A mail is not sent after its link has expired.
/// </summary>
public sealed partial class SignInMails(
    DirectoryStore directory,
    MailedLinks links,
    Mailer mailer,
    MailRenderer renderer,
    RateLimits limits,
    IOptions<SiteOptions> site,
    ILogger<SignInMails> logger)
{
    public async Task SendAsync(string address, string returnTo, CancellationToken cancellationToken)
    {
        Log.Requested(logger);
        if (await directory.FindUserByEmailAsync(address, cancellationToken) is not { IsActive: true } user)
            return;
        if (!limits.TryTakeSignInMail())
        {
            Log.LimitReached(logger);
            return;
        }

        if (await links.TryIssueAsync(user.Id, returnTo, cancellationToken) is not { } link)
        {
            Log.PersonLimitReached(logger, user.Id.Value);
            return;
        }

        if (link.Replaced is { } replaced)
            await mailer.WithdrawAsync(KeyOf(replaced), cancellationToken);
        await mailer.SendAsync(await WriteAsync(user, link), cancellationToken);
    }

    private async Task<MailToSend> WriteAsync(User user, NewMailedLink link)
    {
        using var speaking = Use(Choose([user.Locale, CultureInfo.CurrentUICulture.Name]));
        var address = site.Value.At($"{Addresses.SignIn}/{link.Secret}");
        var subject = Say($"Sign in to {site.Value.Name}");
        var html = await renderer.RenderAsync<SignInMail>(new Dictionary<string, object?>
        {
            [nameof(SignInMail.Subject)] = subject,
            [nameof(SignInMail.Site)] = site.Value,
            [nameof(SignInMail.Link)] = address,
        });
        var text = $"""
            {Say($"Open this link to sign in to {site.Value.Name}:")}

            {address}

            {Say($"The link works once, for 15 minutes.")} {Say($"If you did not request this link, ignore this email.")}

            {MailText.Foot(site.Value)}
            """;
        SecretHash.TryHash(link.Secret, out var hash);
        return new MailToSend(user.Email, subject, html, text, KeyOf(hash!)) { NotAfter = link.ExpiresAt }; // A secret that we created always has a hash.
    }

    private static string KeyOf(string hash) => $"sign-in-{hash}";

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Debug, "A sign-in email was requested")]
        public static partial void Requested(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "A sign-in email was not sent: the limit RateLimits:SignInMailsPerMinute was reached")]
        public static partial void LimitReached(ILogger logger);

        [LoggerMessage(LogLevel.Warning, "A sign-in email to {Person} was not sent: the limit per person was reached")]
        public static partial void PersonLimitReached(ILogger logger, string person);
    }
}
