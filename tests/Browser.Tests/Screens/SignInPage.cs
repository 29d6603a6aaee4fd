using AccessReview.Browser.Tests.Browsing;

namespace AccessReview.Browser.Tests.Screens;

/// <summary>Both ways to sign in: by a mailed link and at the organization's issuer.</summary>
public sealed class SignInPage(Window window)
{
    public async Task RequestLinkAsync(string address)
    {
        await window.Page.GetByLabel("Email address").FillAsync(address);
        await window.Button("Email me a sign-in link").ClickAsync();
    }

    /// <summary>Picks an account on the issuer's page.</summary>
    public Task PickAccountAsync(string user) => window.Link(user).ClickAsync();
}
