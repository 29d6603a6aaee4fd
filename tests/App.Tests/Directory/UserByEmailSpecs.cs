using System.Net;
using AccessReview.App.Tests.Builders;
using AccessReview.App.Tests.Drivers;
using Xunit;

namespace AccessReview.App.Tests.Directory;

/// <summary>Programs often know only the email address of a person.</summary>
public sealed class UserByEmailSpecs
{
    [Theory]
    [InlineData("ADA@Example.Test", "ada")]
    [InlineData("ad@example.test", "")]
    [InlineData("nobody@example.test", "")]
    public async Task An_email_address_finds_its_person_whatever_its_case(string email, string id)
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        var found = await app.As("adam").GetAsync($"/api/v1/users?email={Uri.EscapeDataString(email)}");

        Assert.Equal(id, string.Join(',', found.GetProperty("items").EnumerateArray().Select(user => user.GetProperty("id").GetString())));
    }

    [Fact]
    public async Task An_email_address_and_a_search_together_are_refused()
    {
        await using var app = await TheApp.StartWithAsync(SmallOrganization.Import);

        using var answer = await app.As("adam").Http.GetAsync("/api/v1/users?email=ada@example.test&search=ada");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
