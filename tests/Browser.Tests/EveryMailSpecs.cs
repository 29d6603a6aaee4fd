using AccessReview.Browser.Tests.Browsing;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>Every kind of mail, by everybody's eyes: see <see cref="Inspection"/>.</summary>
public sealed class EveryMailSpecs(Chromium chromium, MailGallery gallery) : IClassFixture<MailGallery>
{
    [Theory]
    [InlineData("mail-certification", "Should Henrik Aalto keep")]
    [InlineData("mail-approval", "Approve access for Kwame Mensah")]
    [InlineData("mail-provisioning", "Please give Kwame Mensah")]
    [InlineData("mail-revocation", "Take Ledger export in Ledger away from")]
    [InlineData("mail-deprovisioning", "Please remove Payment approver in Ledger from")]
    [InlineData("mail-reminder", "Reminder: ")]
    [InlineData("mail-last-reminder", "Last reminder: ")]
    [InlineData("mail-escalated", "Escalated to you: ")]
    [InlineData("mail-outcome", "Request denied: ")]
    [InlineData("mail-failed", "Access not given: ")]
    [InlineData("mail-comment", "Nguyễn Thị Linh commented: ")]
    [InlineData("mail-gathered", "4 new tasks wait for you")]
    [InlineData("mail-digest", "7 tasks wait for you")]
    [InlineData("mail-sign-in", "Sign in to ")]
    public async Task It_is_accessible_wide_and_narrow_in_light_and_dark(string name, string subject)
    {
        await using var window = await Window.OpenAsync(chromium, gallery.App);
        var mail = gallery.Of(subject);

        await window.Page.SetContentAsync(mail.Html);

        await Inspection.MailPassesAsync(window, name);
        // A mail shows the same to whoever blocks what is fetched: nothing is.
        Assert.Empty(window.Watch.Complaints);
        Assert.All(mail.Links, link => Assert.Contains(link, mail.Text, StringComparison.Ordinal));
    }
}
