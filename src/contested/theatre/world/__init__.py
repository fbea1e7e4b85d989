"""The world's places: found and told apart where no pack of their own describes them."""
