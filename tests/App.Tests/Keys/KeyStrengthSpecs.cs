using System.Security.Cryptography;
using AccessReview.App.Audit;
using AccessReview.App.Keys;
using AccessReview.App.Links;
using AccessReview.App.SignIn;
using AccessReview.App.Tests.Drivers;
using Microsoft.Extensions.Options;
using Xunit;

namespace AccessReview.App.Tests.Keys;

/// <summary>Guessable keys are refused with advice when the app starts, not at the first link.</summary>
public sealed class KeyStrengthSpecs
{
    public static TheoryData<string, byte[]> Weak => new()
    {
        { "zeros", new byte[32] },
        { "one byte over and over", Enumerable.Repeat((byte)0x5a, 32).ToArray() },
        { "a pattern", [.. Enumerable.Range(0, 32).Select(index => (byte)(index % 10))] },
        { "half a key twice", [.. Enumerable.Range(0, 32).Select(index => (byte)((index % 16) * 7))] },
        { "zeros with an end", [.. new byte[28], 1, 2, 3, 4] },
    };

    [Theory]
    [MemberData(nameof(Weak))]
    public void A_weak_key_is_refused_and_its_setting_is_named(string what, byte[] key)
    {
        var text = Convert.ToBase64String(key);
        string?[] faults =
        [
            new LinkOptions { SigningKey = "k1", Keys = { ["k1"] = text } }.Fault(false),
            new LinkOptions { SigningKey = "k2", Keys = { ["k1"] = text, ["k2"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) } }.Fault(false),
            new AuditOptions { Folder = "audit", SigningKey = "k1", Keys = { ["k1"] = text } }.Fault(false),
        ];

        Assert.All(faults, fault => Assert.True(fault?.Contains(":Keys:k1", StringComparison.Ordinal) == true && fault.Contains("openssl rand -base64 32", StringComparison.Ordinal), what));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(128)]
    public void A_key_of_the_wrong_length_is_refused_and_its_setting_is_named(int length) => Assert.NotNull(
        new LinkOptions { SigningKey = "k1", Keys = { ["k1"] = length == 0 ? "=" : Convert.ToBase64String(RandomNumberGenerator.GetBytes(length)) } }.Fault(false));

    [Fact]
    public void A_random_key_is_never_refused_as_weak() => Assert.DoesNotContain(Enumerable.Range(0, 2000), _ => KeyStrength.IsWeak(RandomNumberGenerator.GetBytes(32)));

    [Theory]
    [InlineData("link.key", 31)]
    [InlineData("link.key", 0)]
    [InlineData("audit.key", 33)]
    public async Task The_app_does_not_start_with_a_key_file_of_the_wrong_length(string file, int length)
    {
        var folder = TheApp.NewFolder();
        System.IO.Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, file), RandomNumberGenerator.GetBytes(length));
        try
        {
            var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => TheApp.StartAsync(dataPath: folder));
            Assert.Contains($"{file} is no key", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            System.IO.Directory.Delete(folder, true);
        }
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/sign-in-client-secret)")]
    [InlineData("changeme")]
    public void A_placeholder_client_secret_is_refused(string secret) =>
        Assert.NotNull(new SignInOptions { Authority = new Uri("https://issuer.test"), Audience = "us", ClientSecret = secret }.Fault());
}
