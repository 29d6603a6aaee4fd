using AccessReview.App.Directory;
using AccessReview.App.Email;
using Microsoft.Extensions.Options;

namespace AccessReview.App.SignIn;

/// <summary>Mails a sign-in link to whoever of the organization has the address. Whoever asked does not learn whether anybody has.</summary>
public sealed class SignInMails(DirectoryStore directory, MailedLinks links, Mailer mailer, MailRenderer renderer, IOptions<SiteOptions> site)
{
    public async Task SendAsync(string address, string returnTo, CancellationToken cancellationToken)
    {
        if (await directory.FindUserByEmailAsync(address, cancellationToken) is not { IsActive: true } user)
            return;

        var secret = await links.IssueAsync(user.Id, returnTo, cancellationToken);
        var link = site.Value.At($"{Addresses.SignIn}/{secret}");
        var subject = $"Sign in to {site.Value.Name}";
        var html = await renderer.RenderAsync<SignInMail>(new Dictionary<string, object?>
        {
            [nameof(SignInMail.Subject)] = subject,
            [nameof(SignInMail.SiteName)] = site.Value.Name,
            [nameof(SignInMail.Link)] = link,
        });
        var text = $"""
            Open this link to sign in to {site.Value.Name}:

            {link}

            It works once, within {MailedLinks.Life.TotalMinutes:0} minutes. If you did not ask for it, you need do nothing.
            """;
        SecretHash.TryHash(secret, out var hash);
        await mailer.SendAsync(new MailToSend(user.Email, subject, html, text, $"sign-in-{hash}"), cancellationToken);
    }
}
