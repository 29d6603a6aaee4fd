using System.Globalization;
using AccessReview.App.Directory;
using AccessReview.App.Email;
using AccessReview.App.Notifications;
using Microsoft.Extensions.Options;
using static AccessReview.App.Wording.Language;

namespace AccessReview.App.SignIn;

/// <summary>Mails a sign-in link to whoever of the organization has the address. Whoever asked does not learn whether anybody has.</summary>
public sealed class SignInMails(DirectoryStore directory, MailedLinks links, Mailer mailer, MailRenderer renderer, IOptions<SiteOptions> site)
{
    public async Task SendAsync(string address, string returnTo, CancellationToken cancellationToken)
    {
        if (await directory.FindUserByEmailAsync(address, cancellationToken) is not { IsActive: true } user)
            return;

        using var speaking = Use(Choose([user.Locale, CultureInfo.CurrentUICulture.Name]));
        var secret = await links.IssueAsync(user.Id, returnTo, cancellationToken);
        var link = site.Value.At($"{Addresses.SignIn}/{secret}");
        var subject = Say($"Sign in to {site.Value.Name}");
        var html = await renderer.RenderAsync<SignInMail>(new Dictionary<string, object?>
        {
            [nameof(SignInMail.Subject)] = subject,
            [nameof(SignInMail.Site)] = site.Value,
            [nameof(SignInMail.Link)] = link,
        });
        var text = $"""
            {Say($"Open this link to sign in to {site.Value.Name}:")}

            {link}

            {Say($"The link works once, for a quarter of an hour.")} {Say($"If you did not ask for it, you need do nothing: nobody can use it but who reads this mail.")}

            {MailText.Foot(site.Value)}
            """;
        SecretHash.TryHash(secret, out var hash);
        await mailer.SendAsync(new MailToSend(user.Email, subject, html, text, $"sign-in-{hash}"), cancellationToken);
    }
}
