using System.Security.Cryptography;
using System.Text;
using AccessReview.App.Keys;
using AccessReview.App.Links;
using AccessReview.Domain.Directory;
using AccessReview.Domain.Tasks;
using CsCheck;
using Xunit;

namespace AccessReview.App.Tests.Links;

public sealed class LinkTokenSpecs
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Key = SHA256.HashData("a key of these tests"u8);

    private static readonly LinkClaims Claims =
        new("default", TaskId.Derive("request-1", "approval"), 3, UserId.From("ada"), Monday, Monday + TimeSpan.FromDays(7), "000102030405060708090a0b0c0d0e0f");

    [Fact]
    public void A_link_token_is_read_back_as_it_was_signed()
    {
        var read = Read(Sign());

        Assert.Equal(Claims, read);
    }

    [Fact]
    public void A_link_token_survives_changes_by_mail_gateways()
    {
        var token = Sign();

        Assert.Matches("^1\\.k1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$", token);
        Assert.InRange(token.Length, 100, LinkToken.MaxCharacters);
    }

    [Fact]
    public void A_link_token_with_any_flipped_bit_is_invalid()
    {
        var token = Sign();

        for (var position = 0; position < token.Length; position++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bytes = Encoding.Latin1.GetBytes(token);
                bytes[position] ^= (byte)(1 << bit);

                Assert.Null(Read(Encoding.Latin1.GetString(bytes)));
            }
        }
    }

    [Fact]
    public void A_link_token_that_is_padded_shortened_lengthened_or_in_upper_case_is_invalid()
    {
        var token = Sign();
        string[] spoilt =
        [
            "", ".", "...", "1...", $"{token}=", $"{token}==", $"{token}%2B", $" {token}", $"{token}\n", token.ToUpperInvariant(), token[..^1], $"{token}A", $"{token}.",
            $"2{token[1..]}", $"1.{token}", token.Replace('.', '_'), $"{token}\0", new string('A', 10 * 1024), $"1.k1.{new string('A', 10 * 1024)}.{new string('A', 43)}",
        ];

        Assert.All(spoilt, text => Assert.Null(Read(text)));
        Assert.Null(Read(null));
    }

    [Fact]
    public void A_link_token_with_another_encoding_of_the_same_bytes_is_invalid()
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = Sign();
        // 32 bytes are 43 characters; the last one has two unused bits.
        var last = Alphabet.IndexOf(token[^1], StringComparison.Ordinal);

        for (var spare = 1; spare < 4; spare++)
            Assert.Null(Read($"{token[..^1]}{Alphabet[last + spare]}"));
    }

    [Theory]
    [InlineData("../")]
    [InlineData("k1/../k2")]
    [InlineData("K 1")]
    [InlineData("")]
    public void A_malformed_key_name_in_a_link_token_is_not_looked_up(string name) => Assert.False(KeyOptions.IsName(name));

    [Fact]
    public void A_key_name_of_1_KiB_in_a_link_token_is_not_looked_up() => Assert.False(KeyOptions.IsName(new string('k', 1024)));

    [Fact]
    public void A_link_token_names_the_key_that_signed_it()
    {
        var parts = Sign().Split('.');

        Assert.Null(Read($"1.k2.{parts[2]}.{parts[3]}"));
    }

    [Fact]
    public void A_token_signed_for_another_purpose_is_invalid()
    {
        Assert.True(LinkToken.TrySplit(Sign(), out _, out var payload, out _));
        var other = payload.ToArray();
        "signin"u8.CopyTo(other.AsSpan(1));

        Assert.Null(LinkToken.Unpack(other));
        Assert.Null(LinkToken.Unpack([]));
        Assert.Null(LinkToken.Unpack([.. payload, 0]));
    }

    [Fact]
    public void The_token_reader_accepts_any_text_without_an_exception() =>
        Gen.String[Gen.Char["ABab01.-_=%~\0é"], 0, 600].Sample(text => Read(text) is null, iter: 20_000);

    [Fact]
    public void The_payload_reader_accepts_any_bytes_without_an_exception() =>
        Gen.Byte.Array[0, 200].Sample(bytes => LinkToken.Unpack(bytes) is null or { Id.Length: 32 }, iter: 20_000);

    [Fact]
    public void A_link_expires_one_day_after_its_task_is_due_or_after_a_week()
    {
        Assert.Equal(Monday + TimeSpan.FromDays(3), LinkLife.End(Monday, Monday + TimeSpan.FromDays(2)));
        Assert.Equal(Monday + TimeSpan.FromDays(7), LinkLife.End(Monday, Monday + TimeSpan.FromDays(30)));
    }

    [Fact]
    public void A_link_expires_at_its_time_with_a_tolerance_of_one_minute()
    {
        Assert.False(LinkLife.IsOver(Claims, Claims.ExpiresAt - TimeSpan.FromSeconds(1)));
        Assert.False(LinkLife.IsOver(Claims, Claims.ExpiresAt + TimeSpan.FromSeconds(60)));
        Assert.True(LinkLife.IsOver(Claims, Claims.ExpiresAt + TimeSpan.FromSeconds(61)));
        Assert.True(LinkLife.IsFromTheFuture(Claims, Claims.IssuedAt - TimeSpan.FromSeconds(61)));
        Assert.False(LinkLife.IsFromTheFuture(Claims, Claims.IssuedAt - TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void No_link_is_valid_for_more_than_two_weeks_whatever_was_signed()
    {
        var endless = Claims with { ExpiresAt = Monday + TimeSpan.FromDays(400) };

        Assert.True(LinkLife.IsOver(endless, Monday + TimeSpan.FromDays(14) + TimeSpan.FromSeconds(61)));
    }

    private static string Sign() => LinkToken.Sign(Claims, "k1", Key);

    private static LinkClaims? Read(string? token) =>
        LinkToken.TrySplit(token, out var name, out var payload, out var mac) && LinkToken.IsSignedBy(Key, name, payload, mac) ? LinkToken.Unpack(payload) : null;
}
