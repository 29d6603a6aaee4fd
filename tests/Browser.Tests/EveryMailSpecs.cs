using AccessReview.Browser.Tests.Browsing;
using Xunit;

namespace AccessReview.Browser.Tests;

/// <summary>Checks every kind of mail: see <see cref="Inspection"/>.</summary>
public sealed class EveryMailSpecs(Chromium chromium, MailGallery gallery) : IClassFixture<MailGallery>
{
    [Theory]
    [InlineData("mail-certification", "Should Henrik Aalto keep access to")]
    [InlineData("mail-approval", "Approve access for Kwame Mensah")]
    [InlineData("mail-provisioning", "Grant Kwame Mensah access to")]
    [InlineData("mail-revocation", "Remove Zeynep Aydın's access to Ledger export")]
    [InlineData("mail-deprovisioning", "Remove Jonas Weber's access to Payment approver (Ledger) in the app")]
    [InlineData("mail-reminder", "Reminder: ")]
    [InlineData("mail-last-reminder", "Last reminder: ")]
    [InlineData("mail-escalated", "Escalated to you: ")]
    [InlineData("mail-outcome", "Request denied: ")]
    [InlineData("mail-failed", "Access not granted: ")]
    [InlineData("mail-comment", "Nguyễn Thị Linh commented: ")]
    [InlineData("mail-question", "Amara Okafor needs information: ")]
    [InlineData("mail-answer", "Nguyễn Thị Linh answered: ")]
    [InlineData("mail-gathered", "You have 4 new tasks")]
    [InlineData("mail-digest", "You have 8 open tasks")]
    [InlineData("mail-reminders", "4 certifications are due on ")]
    [InlineData("mail-sign-in", "Sign in to ")]
    public async Task Every_mail_is_accessible_wide_and_narrow_in_light_and_dark(string name, string subject)
    {
        await using var window = await Window.OpenAsync(chromium, gallery.App);
        var mail = gallery.Of(subject);

        await window.Page.SetContentAsync(mail.Html);

        await Inspection.MailPassesAsync(window, name);
        // A mail loads nothing from the network, so blocking remote content changes nothing.
        Assert.Empty(window.Watch.Complaints);
        Assert.All(mail.Links, link => Assert.Contains(link, mail.Text, StringComparison.Ordinal));
    }
}
