using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

/// <summary>Who is an administrator by the setting Directory:Admins, and for how long.</summary>
public sealed class SettingsAdminSpecs
{
    private static readonly object Mia = new { users = new object[] { new { id = "mia", email = "mia@example.test", displayName = "Mia Manager", roles = "admin" } } };

    [Fact]
    public async Task An_administrator_from_settings_who_is_not_in_the_directory_counts_only_while_the_directory_has_none()
    {
        await using var app = await TheApp.StartAsync(settings: "Directory:Admins=founder");
        var founder = app.As("founder");
        await founder.PostAsync("/api/v1/directory/imports", Mia, HttpStatusCode.Accepted);
        await app.RestAsync();

        using var later = await founder.Http.GetAsync("/api/v1/users");

        Assert.Equal(HttpStatusCode.Forbidden, later.StatusCode);
        Assert.Contains("If the first import is running, try again when it has finished.", await later.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await app.As("mia").PostAsync("/api/v1/directory/imports", Mia, HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_person_named_as_administrator_in_settings_is_one_while_they_are_active()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import, "Directory:Admins=adam,olga");
        static object ActiveOlga(bool active) => new { users = new object[] { new { id = "olga", email = "olga@example.test", displayName = "Olga Owner", managerId = "max", active } } };

        await app.As("olga").PostAsync("/api/v1/directory/imports", ActiveOlga(false), HttpStatusCode.Accepted);
        await app.RestAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await app.As("olga").Http.GetAsync("/api/v1/users")).StatusCode);
    }

    [Theory]
    [InlineData("boss@example.test")]
    [InlineData("adam; Boss@Example.Test")]
    public async Task An_email_address_as_administrator_in_settings_is_refused_at_start_with_advice(string admins)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TheApp.StartAsync(settings: $"Directory:Admins={admins}"));

        Assert.Contains("Write the ids of people", refused.Message, StringComparison.Ordinal);
    }
}
