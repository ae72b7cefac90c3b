using AtlasCmk.Pipeline;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Pipeline;

public sealed class InputOrderTests
{
    [Fact]
    public void The_first_item_is_heard_at_once_a_later_one_when_all_before_it_have_ended()
    {
        var order = new InputOrder<string>();

        Assert.Equal(["a1"], order.Say(0, "a1"));
        Assert.Empty(order.Say(2, "c1"));
        Assert.Empty(order.End(2));
        Assert.Equal(["a2"], order.Say(0, "a2"));
        Assert.Empty(order.End(0));
        Assert.Equal(["b1"], order.Say(1, "b1"));
        Assert.Equal(["c1"], order.End(1));
    }

    [Fact]
    public void A_silent_item_does_not_delay_the_others()
    {
        var order = new InputOrder<string>();

        Assert.Empty(order.End(1));
        Assert.Empty(order.Say(2, "c1"));
        Assert.Equal(1, order.Ended);
        Assert.Equal(["c1"], order.End(0));
        Assert.Equal(0, order.Ended);
    }

    [Fact]
    public void Interleaved_items_are_written_once_and_in_the_order_of_the_items() =>
        (from messages in Gen.Int[0, 4].Array[1, 8]
         from turns in Gen.Shuffle(messages.SelectMany((count, item) => Enumerable.Repeat(item, count + 1)).ToArray())
         select (messages, turns)).Sample(t =>
        {
            var order = new InputOrder<(int Item, int Message)>();
            var said = new int[t.messages.Length];
            List<(int, int)> heard = [];
            foreach (var item in t.turns)
            {
                // The last turn of an item is its end.
                heard.AddRange(said[item] < t.messages[item] ? order.Say(item, (item, said[item]++)) : order.End(item));
            }

            Assert.Equal(t.messages.SelectMany((count, item) => Enumerable.Range(0, count).Select(m => (item, m))), heard);
        });
}
