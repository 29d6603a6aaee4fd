using System.Net;
using System.Text.Json;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using AccessReview.Domain.Directory;
using Xunit;

namespace AccessReview.App.Tests.SignIn;

/// <summary>A change of a person's address, roles or status ends their earlier sessions and task links.</summary>
public sealed class SecurityStampSpecs
{
    public static TheoryData<string, object[]> Changes => new()
    {
        { "another address", [Mia(email: "mia.new@example.test")] },
        { "another address and back", [Mia(email: "mia.new@example.test"), Mia()] },
        { "other roles", [Mia(roles: "auditor")] },
        { "deactivated and active again", [Mia(active: false), Mia()] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_of_address_roles_or_status_ends_sessions_and_links_for_good(string what, object[] users)
    {
        await using var app = await StartWithRequestAsync();
        var session = await app.Get<Sessions>().StartAsync(UserId.From("mia"), CancellationToken.None);
        var page = new LinkPage(app, (await app.MailsOf("mia").LastAsync()).SignedLink);
        Assert.Equal(HttpStatusCode.OK, (await page.ReadAsync()).Status);

        foreach (var user in users)
            await ImportAsync(app, user);

        Assert.True(await app.Get<Sessions>().FindAsync(session, CancellationToken.None) is null, what);
        Assert.Equal(HttpStatusCode.Gone, (await page.ReadAsync()).Status);
    }

    [Fact]
    public async Task A_change_of_other_fields_ends_no_session_or_link()
    {
        await using var app = await StartWithRequestAsync();
        var session = await app.Get<Sessions>().StartAsync(UserId.From("mia"), CancellationToken.None);
        var page = new LinkPage(app, (await app.MailsOf("mia").LastAsync()).SignedLink);

        await ImportAsync(app, new { id = "mia", email = "MIA@example.test", displayName = "Mia Married", managerId = "adam", timeZone = "Europe/Paris" });

        Assert.NotNull(await app.Get<Sessions>().FindAsync(session, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, (await page.ReadAsync()).Status);
    }

    [Fact]
    public async Task New_links_and_sessions_after_a_change_work_and_survive_a_repeated_import()
    {
        await using var app = await StartWithRequestAsync();
        await ImportAsync(app, Mia(email: "mia.new@example.test"));
        var session = await app.Get<Sessions>().StartAsync(UserId.From("mia"), CancellationToken.None);
        await app.AdvanceAsync(TimeSpan.FromMinutes(1));

        var again = await ImportAsync(app, Mia(email: "mia.new@example.test"));
        await app.As("ada").RequestAsync(SmallOrganization.Root);
        var mail = await new Mailbox(app, "mia.new@example.test").LastAsync();

        Assert.Equal((0, 1), (again.GetProperty("applied").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        Assert.NotNull(await app.Get<Sessions>().FindAsync(session, CancellationToken.None));
        Assert.NotEqual(HttpStatusCode.Gone, (await new LinkPage(app, mail.SignedLink).ReadAsync()).Status);
    }

    private static object Mia(string email = "mia@example.test", string roles = "", bool active = true) =>
        new { id = "mia", email, displayName = "Mia Manager", managerId = "max", timeZone = "Europe/Berlin", active, roles };

    /// <summary>Mia has the approval of Ada's request.</summary>
    private static async Task<TheApp> StartWithRequestAsync()
    {
        var app = await TheApp.StartWithAsync(SmallOrganization.Import);
        await app.As("ada").RequestAsync(SmallOrganization.Reader);
        await app.RestAsync();
        return app;
    }

    private static async Task<JsonElement> ImportAsync(TheApp app, object user)
    {
        var admin = app.As(SmallOrganization.Admin);
        var begun = await admin.PostAsync("/api/v1/directory/imports", new { users = new[] { user } }, HttpStatusCode.Accepted);
        await app.RestAsync();
        return (await admin.GetAsync($"/api/v1/directory/imports/{begun.GetProperty("id").GetString()}")).GetProperty("files")[0];
    }
}
