package bot_test

import (
	"context"
	"fmt"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
	"articlebot/seeds"
)

// A message goes in, a reply without any platform's formatting comes out: what an
// adapter shows of it is its own matter.
func Example() {
	ctx := context.Background()
	articles := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{})
	library, err := engine.Open(ctx, engine.Config{Reader: articles, Backend: bleveindex.Memory{}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer library.Close() //nolint:errcheck // it is in memory
	talk, err := dialogue.New(dialogue.Config{Paper: "the Điện Biên Phủ newspaper"}, library)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer talk.Close() //nolint:errcheck // nothing of it is kept

	message := bot.Message{
		Platform: bot.Telegram, User: "telegram:7", Chat: "telegram:7", Private: true,
		Text: "When did the Xa Dung commune delegation go to Tào Xa A?",
	}
	reply := talk.Handle(ctx, message)
	card := reply.Cards[0]
	fmt.Println(reply.Kind, "·", card.Title)
	fmt.Println(card.Place, "·", reply.Buttons[1][0].Label)

	message.Text = "vậy còn ai là tổng thống Pháp?"
	fmt.Println(talk.Handle(ctx, message).Kind)
	message.Text = "cảm ơn bạn"
	fmt.Println(talk.Handle(ctx, message).Text[:len("Rất vui được giúp bạn.")])
	// Output:
	// answer · Close to the people, understanding the people, creating momentum for socio-economic development
	// passage 7 of 18 · Whole article
	// none
	// Rất vui được giúp bạn.
}
